package net.routerd.testkit.sim;

import java.util.List;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;

/** Somebody else works on the routes and rules of the machine. */
record ForeignStep(What what, int pick, Uplink uplink) implements Step {

  enum What {
    DELETES_OURS,
    REPLACES_OURS,
    DIVERTS_OURS_UNDER_OUR_NUMBER,
    APPENDS_TO_OURS,
    ADDS_BEFORE_OURS,
    ADDS_ANOTHER,
    ADDS_UNDER_OUR_NUMBER,
    DELETES_OUR_RULE,
    COPIES_A_RULE_UNDER_OUR_NUMBER,
    DELETES_OUR_NEXTHOP,
    TAKES_OVER_OUR_NEXTHOP,
    DIVERTS_OUR_NEXTHOP,
    USES_OUR_NEXTHOP,
    ADDS_NEXTHOP_IN_OUR_RANGE,
    LEAVES
  }

  @Override
  public void happen(World world) {
    switch (what) {
      case LEAVES -> world.foreign().leave();
      case ADDS_ANOTHER -> world.foreign().add("192.0.2.128/25", " dev " + uplink);
      case ADDS_UNDER_OUR_NUMBER ->
          world.foreign().forge("192.0.2.64/26 dev " + uplink + " proto " + world.protocol());
      case DELETES_OUR_RULE, COPIES_A_RULE_UNDER_OUR_NUMBER -> rule(world);
      case ADDS_NEXTHOP_IN_OUR_RANGE ->
          world
              .foreign()
              .replaceNextHop(
                  NextHopObject.firstId(world.protocol()) + pick % 3, hop(IpFamily.IPV4));
      case DELETES_OUR_NEXTHOP, TAKES_OVER_OUR_NEXTHOP, DIVERTS_OUR_NEXTHOP, USES_OUR_NEXTHOP ->
          nextHop(world);
      default -> route(world);
    }
  }

  private void route(World world) {
    List<ObservedRoute> ours =
        world.machine().kernel().routes().stream()
            .filter(r -> r.protocol() == world.protocol())
            .toList();
    if (ours.isEmpty()) {
      return;
    }
    RouteKey key = ours.get(pick % ours.size()).key();
    String at = words(key);
    String through = hop(key.family());
    switch (what) {
      case DELETES_OURS -> world.foreign().delete(at + " proto " + world.protocol());
      case REPLACES_OURS -> world.foreign().replace(at, through);
      case DIVERTS_OURS_UNDER_OUR_NUMBER ->
          world.foreign().forge(at + through + " proto " + world.protocol());
      case APPENDS_TO_OURS -> world.foreign().append(at, through);
      case ADDS_BEFORE_OURS -> world.foreign().prepend(at, through);
      default -> throw new AssertionError(what);
    }
  }

  private void nextHop(World world) {
    List<ObservedNextHop> ours =
        world.machine().kernel().nextHops().stream()
            .filter(h -> h.protocol() == world.protocol())
            .toList();
    if (ours.isEmpty()) {
      return;
    }
    ObservedNextHop object = ours.get(pick % ours.size());
    String through = hop(object.family());
    switch (what) {
      case DELETES_OUR_NEXTHOP -> world.foreign().deleteNextHop(object.id());
      case TAKES_OVER_OUR_NEXTHOP -> world.foreign().replaceNextHop(object.id(), through);
      case DIVERTS_OUR_NEXTHOP ->
          world
              .foreign()
              .forgeNextHop("id " + object.id() + through + " proto " + world.protocol());
      default -> {
        boolean v4 = object.family() == IpFamily.IPV4;
        world.foreign().add(v4 ? "192.0.2.32/27" : "2001:db8:ffff::/48", " nhid " + object.id());
      }
    }
  }

  private String hop(IpFamily family) {
    return (uplink.tunnel() || pick % 3 == 0 ? "" : " via " + uplink.gateway(family, true))
        + " dev "
        + uplink;
  }

  static String words(RouteKey key) {
    RouteTable table = key.table();
    return key.destination() + " table " + table + " metric " + key.metric();
  }

  private void rule(World world) {
    List<RouteRule> rules = world.machine().kernel().rules(world.protocol());
    if (rules.isEmpty()) {
      return;
    }
    RouteRule rule = rules.get(pick % rules.size());
    if (what == What.DELETES_OUR_RULE) {
      world.foreign().deleteRule(words(rule, rule.priority()) + " protocol " + world.protocol());
    } else {
      world.foreign().addRule(words(rule, rule.priority() + 1) + " protocol " + world.protocol());
    }
  }

  private static String words(RouteRule rule, long priority) {
    return rule.from().map(p -> "from " + p + " ").orElse("")
        + rule.to().map(p -> "to " + p + " ").orElse("")
        + rule.outgoingDevice().map(d -> "oif " + d + " ").orElse("")
        + (rule.mark() == 0 ? "" : "fwmark " + rule.mark() + " ")
        + "lookup "
        + rule.table()
        + " priority "
        + priority;
  }

  @Override
  public String toString() {
    return "somebody " + what + " (" + pick + ", " + uplink + ")";
  }
}
