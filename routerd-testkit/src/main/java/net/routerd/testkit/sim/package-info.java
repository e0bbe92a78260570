/**
 * The simulation: the real engine on the fake machine under storms of faults, from one seed, on one
 * clock. {@link net.routerd.testkit.sim.Simulation} runs one seed, {@link
 * net.routerd.testkit.sim.Invariant} is what must hold at every instant, and a seed that fails
 * replays to the byte.
 */
@NullMarked
package net.routerd.testkit.sim;

import org.jspecify.annotations.NullMarked;
