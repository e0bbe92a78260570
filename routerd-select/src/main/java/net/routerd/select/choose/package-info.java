/** Which ready candidate carries the traffic, and why the others do not. */
@NullMarked
package net.routerd.select.choose;

import org.jspecify.annotations.NullMarked;
