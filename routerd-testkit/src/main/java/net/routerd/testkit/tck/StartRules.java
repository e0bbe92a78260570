package net.routerd.testkit.tck;

import java.util.List;
import java.util.Optional;
import net.routerd.model.link.Link;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.testkit.tck.Recorder.Seen;

/** What is known when start returns. */
final class StartRules {

  private static final RouteTable TABLE = new RouteTable(114000);

  private StartRules() {}

  @Rule(id = "START-1", promise = "every device with its addresses is known when start returns")
  static void devicesAreKnown(Stage stage) {
    Opened opened = stage.start();

    for (Net net : Net.ALL) {
      Link wan0 = opened.link(Net.WAN0);
      Check.that(wan0.addresses().contains(net.own0()), "no %s on %s", net.own0(), wan0);
      Check.that(wan0.isUp() && wan0.index() > 0, "not up: %s", wan0);
      Check.that(opened.link(Net.WAN1).addresses().contains(net.own1()), "no %s", net.own1());
    }
    Check.that(
        opened.link(Net.WAN0).index() != opened.link(Net.WAN1).index(), "two have one number");
  }

  @Rule(
      id = "START-2 RT-6",
      promise = "our routes in every table and our rules, left by an earlier engine, are known")
  static void whatIsOursIsKnown(Stage stage, Net net) {
    ObservedRoute main = Net.made(net.key(), net.via0(), Stage.PROTOCOL);
    ObservedRoute own =
        Net.made(new RouteKey(TABLE, net.family().defaultPrefix(), 0), net.via1(), Stage.PROTOCOL);
    RouteRule rule = rule(net);
    stage.world().addRoute(main);
    stage.world().addRoute(own);
    stage.world().addRule(rule, Stage.PROTOCOL);

    Seen seen = stage.start().now();

    Check.that(seen.holds(main) && seen.holds(own), "routes missing in %s", seen.kernel());
    Check.equal("rules", List.of(rule), seen.kernel().rules());
  }

  private static RouteRule rule(Net net) {
    return new RouteRule(
        net.family(),
        11400,
        Optional.of(Net.WAN0),
        Optional.empty(),
        Optional.of(Cidr.host(net.target())),
        0,
        TABLE);
  }

  @Rule(id = "START-3 RT-1", promise = "what another program made is not taken for ours")
  static void whatIsForeignIsNotOurs(Stage stage, Net net) {
    stage.world().addRoute(Net.made(net.key(), net.via0(), Net.FOREIGN));
    stage.world().addRule(rule(net), Net.FOREIGN);

    Seen seen = stage.start().now();

    Check.that(
        seen.kernel().routes().stream().noneMatch(r -> r.protocol() == Stage.PROTOCOL),
        "taken for ours: %s",
        seen.kernel().routes());
    Check.equal("our rules", List.of(), seen.kernel().rules());
  }

  @Rule(id = "START-4 STA-2", promise = "a snapshot never changes once it was given out")
  static void snapshotsAreImmutable(Stage stage) {
    Opened opened = stage.start();
    Seen before = opened.now();
    String words = before.toString();

    Check.thrown(
        UnsupportedOperationException.class, "clearing the devices", () -> before.links().clear());
    opened.told(
        "a device down", () -> stage.world().setUp(Net.WAN0, false), seen -> !seen.isUp(Net.WAN0));

    Check.equal("the old snapshot", words, before.toString());
  }
}
