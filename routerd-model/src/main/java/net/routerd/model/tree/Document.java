package net.routerd.model.tree;

import java.util.List;

/**
 * One document of a source.
 *
 * @param root what it holds
 * @param problems what was refused in it
 */
public record Document(Node root, List<TreeProblem> problems) {}
