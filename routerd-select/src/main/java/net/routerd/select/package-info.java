/**
 * The decision: one total function from configuration, observations, memory and time to what should
 * be. {@link net.routerd.select.Decider} is that function; {@link
 * net.routerd.select.IncrementalDecider} gives the same at the cost of what has changed, and
 * decides ahead what a device that loses its carrier will change.
 */
@NullMarked
package net.routerd.select;

import org.jspecify.annotations.NullMarked;
