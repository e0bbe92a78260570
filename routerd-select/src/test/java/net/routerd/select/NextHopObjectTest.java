package net.routerd.select;

import static net.routerd.select.Given.candidate;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.selected;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.via;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.routerd.model.Candidate;
import net.routerd.model.RouterConfig;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.NextHopSupport;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RoutePlan;
import net.routerd.model.route.RouteType;
import net.routerd.model.status.Condition;
import net.routerd.model.status.Reason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many destinations share one nexthop object (RT-12). */
class NextHopObjectTest {

  private static final long ID = 114_000_000L;
  private static final Settings OBJECTS = Settings.STANDARD.withNextHopObjects(3);

  private static Candidate way(int i, int weight) {
    return candidate("wan" + i, weight).gateway(Given.address("10.0." + i + ".1")).build();
  }

  private static List<Cidr> prefixes(int count) {
    return IntStream.range(0, count).mapToObj(i -> Cidr.parse("20." + i + ".0.0/16")).toList();
  }

  private static RouterConfig destinations(int count, boolean standby) {
    return config(
        iface("wan0"),
        iface("wan1"),
        policy("wan")
            .hysteresis(Duration.ZERO)
            .addAllDestinationCidrs(prefixes(count))
            .addCandidates(way(0, 100), way(1, 50))
            .build(),
        route("r", "${EgressRoutePolicy/wan.status.destinationCIDRs}")
            .device(device(selected("wan", "Device")))
            .gateway(Given.address(selected("wan", "Gateway")))
            .standby(standby)
            .build());
  }

  private static World world(int count, boolean standby, Settings settings) {
    return new World(destinations(count, standby), settings)
        .link(up("wan0", 1, "10.0.0.2/24"))
        .link(up("wan1", 2, "10.0.1.2/24"));
  }

  private static List<String> words(RoutePlan plan) {
    return plan.changes().stream().map(RouteChange::toString).toList();
  }

  private static List<Reason> conditions(World world) {
    return world.route("IPv4Route/r").conditions().stream().map(Condition::type).toList();
  }

  @Test
  @DisplayName("RT-12 the object comes before its routes, and a switch is one change")
  void aSwitchIsOneChange() {
    World world = world(3, false, OBJECTS);
    RoutePlan first = world.decide().plan();
    world.settle();
    world.memory = Memory.EMPTY; // a restart finds the object by the routes that use it
    world.settle();
    world.change("wan0", link -> Given.withAddresses(link)); // its gateway is out of reach

    RoutePlan switching = world.decide().plan();

    assertThat(words(first).getFirst()).isEqualTo("add nexthop id 114000000 via 10.0.0.1 dev wan0");
    assertThat(words(first).subList(1, 4))
        .allMatch(c -> c.startsWith("add 20.") && c.endsWith("nhid 114000000"));
    assertThat(words(switching))
        .containsExactly(
            "replace nexthop id 114000000 via 10.0.1.1 dev wan1 (was via 10.0.0.1 dev wan0)");
    assertThat(conditions(world)).contains(Reason.NEXTHOP_OBJECT_FRAGILE);
  }

  @Test
  @DisplayName("STA-1 RT-3 a route is Installed once its object is read to lead its way")
  void theObjectIsReadBack() {
    World world = world(3, false, OBJECTS);
    world.settle();
    world.change("wan0", link -> Given.withAddresses(link));

    Decision switching = world.decide();

    assertThat(world.route("IPv4Route/r").reason()).isEqualTo(Reason.INSTALLING);
    assertThat(switching.transitions()).isEmpty();
    world.apply(switching);
    assertThat(world.decide().transitions()).hasSize(1);
    assertThat(world.route("IPv4Route/r").phase()).isEqualTo("Installed");
  }

  @Test
  @DisplayName("RT-12 fewer destinations, or no word of the builder, and routes are plain")
  void plainBelowTheThreshold() {
    for (World world : List.of(world(2, false, OBJECTS), world(3, false, Settings.STANDARD))) {
      world.settle();

      assertThat(world.kernel.nextHops).isEmpty();
      assertThat(world.kernel.routes).allMatch(r -> r.action() instanceof RouteAction.Forward);
      assertThat(conditions(world)).isEmpty();
    }
  }

  @Test
  @DisplayName("RT-12 without support, or in compat mode, routes are plain and the mend is told")
  void theKernelMustOfferThem() {
    World world = world(3, false, OBJECTS);
    world.kernel.support = NextHopSupport.COMPAT_MODE;
    world.settle();
    assertThat(world.kernel.nextHops).isEmpty();
    assertThat(conditions(world)).containsExactly(Reason.NEXTHOP_COMPAT_MODE);
    world.kernel.support = NextHopSupport.UNSUPPORTED;
    world.settle();
    assertThat(conditions(world)).containsExactly(Reason.NEXTHOP_OBJECTS_UNSUPPORTED);

    world.kernel.support = NextHopSupport.OFFERED;
    RoutePlan moving = world.decide().plan();

    assertThat(words(moving).getFirst()).startsWith("add nexthop id 114000000");
    assertThat(words(moving).subList(1, 4)).allMatch(c -> c.startsWith("replace 20."));
  }

  @Test
  @DisplayName("RT-12 an object that died silently comes back before its routes, and is no repair")
  void theSilentDeathIsRepaired() {
    World world = world(3, false, OBJECTS);
    world.settle();
    world.unplug("wan0");
    world.kernel.dropNextHops(Given.dev("wan0"));

    RoutePlan lost = world.decide().plan();
    world.settle();

    assertThat(words(lost).getFirst()).isEqualTo("add nexthop id 114000000 via 10.0.1.1 dev wan1");
    assertThat(lost.changes()).hasSize(4);
    assertThat(world.memory.repairs().fights()).isEmpty();
    world.kernel.nextHops.clear(); // somebody deletes it, and the kernel its routes
    world.kernel.routes.clear();
    Decision mended = world.settle();
    assertThat(mended.plan().isEmpty()).isTrue();
    assertThat(world.kernel.routes).hasSize(3);
  }

  @Test
  @DisplayName("RT-12 RT-14 kept routes of a device without carrier are plain, as no object can be")
  void keptRoutesArePlain() {
    World world = world(3, false, OBJECTS);
    world.settle();
    for (String name : List.of("wan0", "wan1")) {
      world.unplug(name);
      world.kernel.dropNextHops(Given.dev(name));
    }

    world.settle();

    assertThat(world.kernel.routes)
        .hasSize(3)
        .allMatch(r -> r.action().equals(via("10.0.0.1", "wan0")));
  }

  @Test
  @DisplayName("RT-12 RT-1 a foreign object at our number stays, and ours takes another")
  void aForeignObjectStays() {
    World world = world(3, false, OBJECTS);
    ObservedNextHop foreign = new ObservedNextHop(ID, IpFamily.IPV4, via("10.0.1.9", "wan1"), 186);
    world.kernel.nextHops.add(foreign);
    world.settle();
    assertThat(world.kernel.nextHops).contains(foreign).hasSize(2);

    world.kernel.nextHops.removeIf(hop -> hop.protocol() == 114);
    world.kernel.nextHops.add(
        new ObservedNextHop(ID + 1, IpFamily.IPV4, via("10.0.1.9", "wan1"), 186));
    world.settle();

    assertThat(world.kernel.nextHops.stream().filter(h -> h.protocol() == 186)).hasSize(2);
    assertThat(world.kernel.routes)
        .allMatch(r -> r.action().equals(new RouteAction.Through(ID + 2)));
  }

  @Test
  @DisplayName("RT-12 RT-11 standby routes have an object of their own")
  void standbyRoutesHaveTheirOwn() {
    World world = world(3, true, OBJECTS);
    world.settle();

    assertThat(world.kernel.nextHops.stream().map(ObservedNextHop::toString))
        .containsExactly(
            "nexthop id 114000000 via 10.0.0.1 dev wan0 proto 114",
            "nexthop id 114000001 via 10.0.1.1 dev wan1 proto 114");
    assertThat(conditions(world)).containsExactly(Reason.NEXTHOP_OBJECT_FRAGILE);
  }

  @Test
  @DisplayName("RT-12 an object goes last, and only when no route uses it")
  void anObjectGoesLast() {
    World world = world(3, false, OBJECTS);
    world.settle();
    world.configuration = config(iface("wan0"));

    Decision first = world.decide();
    assertThat(first.plan().changes()).allMatch(c -> c instanceof RouteChange.DeleteRoute);
    world.apply(first);
    assertThat(words(world.decide().plan()))
        .containsExactly("delete nexthop id 114000000 via 10.0.0.1 dev wan0 proto 114");
  }

  @Test
  @DisplayName("RT-1 RT-12 an object that a route of others refers to stays, until that is gone")
  void anObjectOfOthersRoutesStays() {
    World world = world(3, false, OBJECTS);
    world.settle();
    ObservedNextHop object = world.kernel.nextHops.getFirst();
    world.kernel.nextHops.set(0, object.usedBy(Optional.of("203.0.113.0/24 proto 186")));
    world.configuration = config(iface("wan0"));

    world.settle();

    assertThat(world.kernel.routes).isEmpty();
    assertThat(world.kernel.nextHops).hasSize(1);
    assertThat(ObservedWarningsTest.warnings(world))
        .singleElement()
        .asString()
        .contains("NexthopObjectUsedByOthers", "nexthop id 114000000", "203.0.113.0/24 proto 186");
    world.kernel.nextHops.set(0, object);
    assertThat(words(world.decide().plan()))
        .containsExactly("delete nexthop id 114000000 via 10.0.0.1 dev wan0 proto 114");
  }

  @Test
  @DisplayName("RT-1 objects of others stay, used or not, and are no warning")
  void objectsOfOthersStay() {
    World world = world(3, false, OBJECTS);
    world.kernel.nextHops.add(
        new ObservedNextHop(
            7, IpFamily.IPV4, via("10.0.0.1", "wan0"), 186, Optional.of("a route")));
    world.kernel.nextHops.add(
        new ObservedNextHop(8, IpFamily.IPV4, via("10.0.0.1", "wan0"), 186, Optional.empty()));
    world.settle();

    assertThat(world.kernel.nextHops).hasSize(3);
    assertThat(ObservedWarningsTest.warnings(world)).noneMatch(w -> w.contains("NexthopObject"));
  }

  @Test
  @DisplayName(
      "RT-4, RT-12 an object keeps its number when somebody deletes the first of its routes")
  void aDeletedRouteDoesNotRenumber() {
    World world = world(3, false, OBJECTS);
    world.settle();
    world.kernel.routes.removeFirst();

    assertThat(words(world.decide().plan()))
        .singleElement()
        .asString()
        .startsWith("add 20.0.0.0/16")
        .endsWith("nhid 114000000");
  }

  @Test
  @DisplayName("RT-6, RT-12 adopted routes that lead different ways are not put on one object")
  void differentWaysShareNoObject() {
    World world = world(3, false, OBJECTS);
    world.links.replaceAll((name, link) -> Given.withAddresses(link)); // nobody is ready
    for (int i = 0; i < 3; i++) {
      world.kernel.hold(
          new RouteKey(RouteTable.MAIN, prefixes(3).get(i), 0),
          via("10.0." + i % 2 + ".1", "wan" + i % 2),
          114);
    }
    List<ObservedRoute> before = List.copyOf(world.kernel.routes);

    world.settle();

    assertThat(world.kernel.nextHops).isEmpty();
    assertThat(world.kernel.routes).isEqualTo(before);
  }

  private static void refuse(World world, RouteChange change) {
    world.refusals.put(
        Refusal.subject(change),
        new Refusal(change, "ENOMEM (12)", 1, world.nanos + 1_000_000_000));
  }

  @Test
  @DisplayName("RT-12 RT-10 while its object is refused the routes are plain, and say why")
  void whileTheObjectIsRefusedRoutesArePlain() {
    World world = world(3, false, OBJECTS);
    RouteChange add = world.decide().plan().changes().getFirst();
    refuse(world, add);

    world.settle();

    assertThat(world.kernel.nextHops).isEmpty();
    assertThat(world.kernel.routes)
        .hasSize(3)
        .allMatch(r -> r.action().equals(via("10.0.0.1", "wan0")));
    assertThat(conditions(world)).containsExactly(Reason.NEXTHOP_OBJECT_MISSING);
    assertThat(world.route("IPv4Route/r").phase()).isEqualTo("Installed");
    world.nanos += 1_000_000_000;
    assertThat(world.decide().plan().changes()).as("tried alone").containsExactly(add);
    world.refusals.clear();
    world.settle();
    assertThat(world.kernel.routes).allMatch(r -> r.action().equals(new RouteAction.Through(ID)));
    assertThat(conditions(world)).containsExactly(Reason.NEXTHOP_OBJECT_FRAGILE);
  }

  @Test
  @DisplayName("RT-2 RT-10 RT-12 a switch whose object is refused is made route by route")
  void aRefusedSwitchIsMadeRouteByRoute() {
    World world = world(3, false, OBJECTS);
    world.settle();
    world.change("wan0", link -> Given.withAddresses(link));
    refuse(world, world.decide().plan().changes().getFirst());

    RoutePlan plan = world.decide().plan();

    assertThat(words(plan))
        .hasSize(3)
        .allMatch(c -> c.startsWith("replace 20.") && c.contains("via 10.0.1.1 dev wan1"));
  }

  @Test
  @DisplayName("RT-12 a discarding route has no object")
  void discardingRoutesHaveNone() {
    World world =
        new World(
            config(
                policy("wan").addAllDestinationCidrs(prefixes(3)).addCandidates(way(0, 1)).build(),
                iface("wan0"),
                route("hole", "${EgressRoutePolicy/wan.status.destinationCIDRs}")
                    .type(RouteType.BLACKHOLE)
                    .build()),
            OBJECTS);
    world.settle();

    assertThat(world.kernel.routes).hasSize(3);
    assertThat(world.kernel.nextHops).isEmpty();
  }
}
