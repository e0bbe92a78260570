/** Tests of the pure core: stories played in {@code decide} alone, and laws over random worlds. */
@NullMarked
package net.routerd.select;

import org.jspecify.annotations.NullMarked;
