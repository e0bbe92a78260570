/** Probe results folded into a latched verdict. */
@NullMarked
package net.routerd.select.health;

import org.jspecify.annotations.NullMarked;
