/** A map that keeps its earlier states, so that a snapshot costs what changed and not what is. */
@NullMarked
package net.routerd.model.persistent;

import org.jspecify.annotations.NullMarked;
