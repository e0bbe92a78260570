package net.routerd.select;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.routerd.model.ResourceRef;
import net.routerd.model.net.RouteTable;
import net.routerd.model.persistent.PersistentMap;
import net.routerd.model.route.DesiredRoute;
import net.routerd.select.choose.PolicyMemory;
import net.routerd.select.health.HealthState;
import net.routerd.select.plan.NextHopUse;
import net.routerd.select.plan.ProbePath;
import net.routerd.select.plan.Repairs;

/**
 * What one decision leaves for the next. Opaque to everybody but {@link Decider}; equal by value.
 *
 * @param started false before the first decision
 * @param settled whether a complete decision was made: nothing of ours is deleted before (RT-6)
 * @param policies by policy name
 * @param ways the way of each policy's traffic as it was last told to listeners, by policy name
 * @param checks by check name
 * @param routes what each route resource last wanted with everything resolved (RT-14)
 * @param tables the tables of probe paths (PATH-1)
 * @param nextHops the numbers of nexthop objects (RT-12)
 * @param repairs what was installed, and what somebody takes away again and again (RT-4)
 */
public record Memory(
    boolean started,
    boolean settled,
    Map<String, PolicyMemory> policies,
    Map<String, Optional<Way>> ways,
    Map<String, HealthState> checks,
    Map<ResourceRef, List<DesiredRoute>> routes,
    Map<ProbePath, RouteTable> tables,
    Map<NextHopUse, Long> nextHops,
    Repairs repairs) {

  /** Nothing remembered: the start. */
  public static final Memory EMPTY =
      new Memory(
          false, false, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Repairs.NONE);

  /** Copies the maps. */
  public Memory {
    policies = PersistentMap.keep(policies);
    ways = PersistentMap.keep(ways);
    checks = PersistentMap.keep(checks);
    routes = PersistentMap.keep(routes);
    tables = PersistentMap.keep(tables);
    nextHops = PersistentMap.keep(nextHops);
  }

  /** Returns this with what another one knows of checks, and of who was told what. */
  Memory asTold(Memory other) {
    return new Memory(
        started, settled, policies, other.ways, other.checks, routes, tables, nextHops, repairs);
  }
}
