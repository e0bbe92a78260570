package net.routerd.select;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RoutePlan;
import net.routerd.model.route.RouteRule;
import net.routerd.model.status.StatusSnapshot;
import net.routerd.select.explain.Explanation;

/**
 * All that follows from one look at the world.
 *
 * @param statuses the statuses of all resources
 * @param explanations why each candidate is selected or not, by policy name, in the order of the
 *     configuration (SEL-9)
 * @param routes the wanted routes, probe paths included
 * @param rules the wanted rules
 * @param plan the changes that lead from what the kernel holds to what is wanted
 * @param repaired the acknowledged changes that only mended what was installed before (RT-4)
 * @param probes what is to be probed, ordered by check name
 * @param transitions ways that changed and whose routes are read back
 * @param memory for the next decision
 * @param wakeUpNanos when time alone asks for another decision, on the monotonic clock
 * @param decided whether every resource is decided (CLI-5)
 */
public record Decision(
    StatusSnapshot statuses,
    Map<String, List<Explanation>> explanations,
    List<DesiredRoute> routes,
    List<RouteRule> rules,
    RoutePlan plan,
    List<RouteChange> repaired,
    List<ProbeOrder> probes,
    List<PolicyTransition> transitions,
    Memory memory,
    OptionalLong wakeUpNanos,
    boolean decided) {}
