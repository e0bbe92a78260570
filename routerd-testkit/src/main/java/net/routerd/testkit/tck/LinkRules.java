package net.routerd.testkit.tck;

import java.util.Optional;
import net.routerd.model.link.Link;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction.Forward;
import net.routerd.testkit.tck.Recorder.Seen;

/** Devices are followed; the snapshot shows a change when it is told. */
final class LinkRules {

  private static final LinkName OTHER = new LinkName("dsl0");

  private LinkRules() {}

  private static boolean has(Seen seen, LinkName link, LinkAddress address) {
    Link there = seen.links().get(link);
    return there != null && there.addresses().contains(address);
  }

  @Rule(id = "LINK-1 RDY-2", promise = "a device that goes down and comes up is told")
  static void upAndDown(Stage stage) {
    Opened opened = stage.start();

    opened.told("down", () -> stage.world().setUp(Net.WAN0, false), seen -> !seen.isUp(Net.WAN0));
    Check.that(!opened.link(Net.WAN0).adminUp(), "still wanted up");
    opened.told("up", () -> stage.world().setUp(Net.WAN0, true), seen -> seen.isUp(Net.WAN0));
  }

  @Rule(
      id = "LINK-2 RDY-2",
      promise = "a carrier that goes and comes is told, and is not admin state")
  static void carrier(Stage stage) {
    Opened opened = stage.start();

    opened.told(
        "no carrier", () -> stage.world().setCarrier(Net.WAN0, false), s -> !s.isUp(Net.WAN0));
    Link wan0 = opened.link(Net.WAN0);
    Check.that(wan0.adminUp() && !wan0.carrier(), "wanted up without carrier: %s", wan0);
    opened.told("carrier", () -> stage.world().setCarrier(Net.WAN0, true), s -> s.isUp(Net.WAN0));
  }

  @Rule(id = "LINK-3 RT-8", promise = "a device that comes and goes is told")
  static void comesAndGoes(Stage stage) {
    Opened opened = stage.start();

    opened.told(
        "a new device", () -> stage.world().addLink(OTHER), s -> s.links().containsKey(OTHER));
    opened.told(
        "a deleted device",
        () -> stage.world().deleteLink(OTHER),
        s -> !s.links().containsKey(OTHER));
  }

  @Rule(id = "LINK-4 RT-8", promise = "a renamed device keeps its number, its old name is gone")
  static void renamed(Stage stage) {
    Opened opened = stage.start();
    int index = opened.link(Net.WAN1).index();

    opened.told(
        "the new name",
        () -> stage.world().renameLink(Net.WAN1, OTHER),
        s -> s.links().containsKey(OTHER) && !s.links().containsKey(Net.WAN1));

    Check.equal("ifindex", index, opened.link(OTHER).index());
  }

  @Rule(id = "LINK-5 RT-8 HC-8", promise = "a device that is made again has another number")
  static void madeAgain(Stage stage) {
    Opened opened = stage.start();
    int before = opened.link(Net.WAN1).index();

    opened.told(
        "the new number",
        () -> {
          stage.world().deleteLink(Net.WAN1);
          stage.addUplink(Net.WAN1);
        },
        s -> has(s, Net.WAN1, Net.V4.own1()) && s.index(Net.WAN1) != before);
  }

  @Rule(id = "LINK-6 GW-4", promise = "addresses that come and go are told")
  static void addresses(Stage stage, Net net) {
    Opened opened = stage.start();

    opened.told(
        "an address less",
        () -> stage.world().removeAddress(Net.WAN0, net.own0()),
        s -> !has(s, Net.WAN0, net.own0()));
    opened.told(
        "an address more",
        () -> stage.world().addAddress(Net.WAN0, net.own0()),
        s -> has(s, Net.WAN0, net.own0()));
  }

  @Rule(id = "LINK-7 RT-8", promise = "a route shows its device by the name that it has now")
  static void routesFollowTheName(Stage stage, Net net) {
    Opened opened = stage.start();
    opened.install(Net.wanted(net.key(), net.via1()));
    ObservedRoute renamed =
        Net.made(
            net.key(),
            new Forward(Optional.of(OTHER), net.via1().gateway(), false),
            Stage.PROTOCOL);

    opened.told(
        "the route by the new name",
        () -> stage.world().renameLink(Net.WAN1, OTHER),
        s -> s.holds(renamed));
  }
}
