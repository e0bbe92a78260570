package net.routerd.testkit.sim;

import java.util.List;
import java.util.OptionalInt;
import net.routerd.model.RouterConfig;

/**
 * All that a run depends on, made from a seed. Every step can happen in every state, so that a run
 * with some left out is a run as well.
 *
 * @param seed where it came from
 * @param uplinks the ways out
 * @param versions the first configuration, and those of reloads
 * @param nextHopObjects from how many destinations on a route uses a nexthop object (RT-12)
 * @param steps the storm
 */
record Scenario(
    long seed,
    List<Uplink> uplinks,
    List<RouterConfig> versions,
    OptionalInt nextHopObjects,
    List<Timed> steps) {

  Scenario with(List<Timed> fewer) {
    return new Scenario(seed, uplinks, versions, nextHopObjects, List.copyOf(fewer));
  }
}
