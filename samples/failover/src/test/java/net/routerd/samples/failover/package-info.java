/** The story is told to its end, and the README holds what is compiled. */
@NullMarked
package net.routerd.samples.failover;

import org.jspecify.annotations.NullMarked;
