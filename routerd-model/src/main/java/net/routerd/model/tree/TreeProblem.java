package net.routerd.model.tree;

import net.routerd.model.ProblemCode;

/**
 * Something that is wrong with a document before its meaning is looked at.
 *
 * @param at where
 * @param path the field, from the document's root
 * @param code what kind of thing
 * @param message what and how to mend it
 */
public record TreeProblem(Position at, String path, ProblemCode code, String message) {}
