/**
 * A demonstration: a line dies, traffic goes another way, and comes back. {@code Story} tells it,
 * {@code Lab} is the world that it happens in.
 */
@NullMarked
package net.routerd.samples.failover;

import org.jspecify.annotations.NullMarked;
