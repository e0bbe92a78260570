package net.routerd.testkit.sim;

import java.util.List;
import net.routerd.model.RouterConfig;

/**
 * All that a run depends on, made from a seed. Every step can happen in every state, so that a run
 * with some left out is a run as well.
 *
 * @param seed where it came from
 * @param uplinks the ways out
 * @param versions the first configuration, and those of reloads
 * @param steps the storm
 */
record Scenario(long seed, List<Uplink> uplinks, List<RouterConfig> versions, List<Timed> steps) {

  Scenario with(List<Timed> fewer) {
    return new Scenario(seed, uplinks, versions, List.copyOf(fewer));
  }
}
