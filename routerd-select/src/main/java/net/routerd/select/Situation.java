package net.routerd.select;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.routerd.model.RouterConfig;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.persistent.Differences;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.select.health.HealthState;
import org.jspecify.annotations.Nullable;

/**
 * What the next decision will follow from, but for what is new then.
 *
 * @param configuration what is wanted
 * @param seen what was known of the world at the last decision
 * @param memory what that decision left
 * @param routes what it wanted
 * @param at when it was made
 * @param untilNanos when time alone asks for the next one, on the monotonic clock; empty for never
 */
@SuppressWarnings("ReferenceEquality") // a configuration or a memory that is only equal is another
record Situation(
    RouterConfig configuration,
    Observations seen,
    Memory memory,
    List<DesiredRoute> routes,
    Moment at,
    OptionalLong untilNanos) {

  /** Tells whether it still is so at a time, unless something has happened. */
  boolean isOf(Moment now) {
    return now.nanos() - at.nanos() >= 0
        && (untilNanos.isEmpty() || now.nanos() - untilNanos.getAsLong() < 0);
  }

  /**
   * Tells whether the same will change in the kernel, whatever is new then: what a probe told has
   * changed no verdict. What is only shown may differ.
   */
  boolean isLike(Situation other) {
    return configuration == other.configuration
        && seen.links().equals(other.seen.links())
        && looksLike(other.seen)
        && memory.asTold(other.memory).equals(other.memory)
        && judgesLike(other.memory.checks());
  }

  private boolean looksLike(Observations other) {
    return seen.kernel().equals(other.kernel())
        && seen.external().equals(other.external())
        && seen.refusals().equals(other.refusals())
        && seen.directives().equals(other.directives());
  }

  private boolean judgesLike(Map<String, HealthState> other) {
    boolean[] same = {true};
    Differences.between(
        memory.checks(),
        other,
        (name, a, b) -> same[0] &= a != null && b != null && a.isJudgedLike(b));
    return same[0];
  }

  /**
   * Returns the one device that is another one than it was, null where there is none, or not one
   * alone.
   */
  @Nullable Link onlyOther(Map<LinkName, Link> now) {
    Others others = new Others();
    Differences.between(seen.links(), now, others);
    return others.count == 1 ? others.last : null;
  }

  /** No lambda, which would have to keep them in a list: packets may wait. */
  private static final class Others implements Differences.Told<LinkName, Link> {
    private int count;
    private @Nullable Link last;

    @Override
    public void differs(LinkName name, @Nullable Link before, @Nullable Link after) {
      count++;
      last = after;
    }
  }

  /** Returns what would be seen if one device were as said and all else as it was. */
  Observations with(Link device, Moment now) {
    Map<LinkName, Link> links = new HashMap<>(seen.links());
    links.put(device.name(), device);
    Map<Object, Refusal> refusals = new HashMap<>(seen.refusals());
    refusals.replaceAll((subject, refusal) -> refusal.dueAt(now.nanos()));
    return new Observations(
        links,
        seen.kernel(),
        seen.external(),
        List.of(),
        seen.loopNanos() + now.nanos() - at.nanos(),
        List.of(),
        refusals,
        seen.directives());
  }

  /** Returns the devices that are up and that something of ours leads out by. */
  List<Link> devices(int protocol) {
    Stream<RouteAction> routes =
        seen.kernel().routes().stream()
            .filter(route -> route.protocol() == protocol)
            .map(ObservedRoute::action);
    Stream<RouteAction> objects =
        seen.kernel().nextHops().stream()
            .filter(object -> object.protocol() == protocol)
            .map(ObservedNextHop::action);
    Set<LinkName> used =
        Stream.concat(routes, objects).flatMap(Situation::device).collect(Collectors.toSet());
    return seen.links().values().stream()
        .filter(link -> link.isUp() && used.contains(link.name()))
        .sorted(Comparator.comparing(Link::name))
        .toList();
  }

  private static Stream<LinkName> device(RouteAction action) {
    return action instanceof RouteAction.Forward forward
        ? forward.device().stream()
        : Stream.empty();
  }
}
