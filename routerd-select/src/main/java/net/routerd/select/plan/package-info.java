/** Desired routes, probe paths, and the ordered changes that lead there. */
@NullMarked
package net.routerd.select.plan;

import org.jspecify.annotations.NullMarked;
