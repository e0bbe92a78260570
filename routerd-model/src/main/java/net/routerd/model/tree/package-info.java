/**
 * YAML and JSON as one small tree whose nodes know their places, and readers of its fields that
 * collect problems. Not exported.
 */
@NullMarked
package net.routerd.model.tree;

import org.jspecify.annotations.NullMarked;
