package net.routerd.testkit.tck;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.NextHopSupport;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction.Forward;
import net.routerd.model.route.RouteAction.Through;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteChange.AddNextHop;
import net.routerd.model.route.RouteChange.AddRoute;
import net.routerd.model.route.RouteChange.DeleteNextHop;
import net.routerd.model.route.RouteChange.ReplaceNextHop;
import net.routerd.model.route.RouteKey;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.ApplyResult.Refused;
import net.routerd.testkit.tck.Recorder.Seen;

/**
 * Nexthop objects, and what refers to them (RT-12); untestable where the machine has none. A kernel
 * deletes an object together with all that refers to it, and looks at nobody's number.
 */
final class NextHopRules {

  private static final int EBUSY = 16;
  private static final long ID = NextHopObject.firstId(Stage.PROTOCOL);

  private NextHopRules() {}

  private static NextHopObject object(Net net, Forward way) {
    return new NextHopObject(ID, net.family(), way);
  }

  private static ObservedNextHop made(Net net, long id, Forward way, int protocol) {
    return new ObservedNextHop(id, net.family(), way, protocol);
  }

  private static ObservedNextHop ours(Net net) {
    return made(net, ID, net.via0(), Stage.PROTOCOL);
  }

  private static ObservedNextHop foreign(Net net) {
    return made(net, ID, net.via1(), Net.FOREIGN);
  }

  private static ObservedRoute route(RouteKey key, int protocol) {
    return new ObservedRoute(key, new Through(ID), Optional.empty(), protocol, true);
  }

  private static AddRoute addRoute(Net net) {
    return new AddRoute(new DesiredRoute(net.key(), new Through(ID), Optional.empty()));
  }

  private static Opened start(Stage stage) {
    Opened opened = stage.start();
    if (opened.now().kernel().nextHopSupport() == NextHopSupport.UNSUPPORTED) {
      throw new Untestable("this machine has no nexthop objects");
    }
    return opened;
  }

  private static Opened withOurs(Stage stage, Net net) {
    Opened opened = start(stage);
    opened.mustApply(new AddNextHop(object(net, net.via0())), addRoute(net));
    return opened;
  }

  private static boolean shows(Seen seen, ObservedNextHop hop) {
    return seen.kernel().nextHops().stream().anyMatch(h -> h.usedBy(Optional.empty()).equals(hop));
  }

  private static boolean isGone(Seen seen, Net net) {
    return seen.kernel().nextHops().isEmpty() && seen.at(net.key()).isEmpty();
  }

  private static void mustBeRefused(Opened opened, RouteChange change, int errno) {
    ApplyResult result = opened.apply(change).only();
    Check.that(
        result instanceof Refused r && r.errno() == errno, "not errno %d: %s", errno, result);
  }

  @Rule(
      id = "HOP-1 RT-12 STA-1",
      promise = "an object that is made, and a route through it, stand in kernel and snapshot")
  static void madeAndUsed(Stage stage, Net net) {
    Opened opened = start(stage);

    Seen seen = opened.mustApply(new AddNextHop(object(net, net.via0())), addRoute(net));

    Check.that(shows(seen, ours(net)), "not read back: %s", seen.kernel().nextHops());
    Check.that(seen.holds(route(net.key(), Stage.PROTOCOL)), "no route: %s", seen.kernel());
    Check.that(stage.world().holds(ours(net)), "not in the kernel: %s", ours(net));
    Check.that(stage.world().holds(route(net.key(), Stage.PROTOCOL)), "no route in the kernel");
  }

  @Rule(
      id = "HOP-2 RT-2 RT-12",
      promise = "a replaced object leads its routes the new way, and no snapshot lacks one of them")
  static void replaced(Stage stage, Net net) {
    Opened opened = withOurs(stage, net);
    int before = opened.recorder().told().size();

    Seen seen = opened.mustApply(new ReplaceNextHop(object(net, net.via1()), ours(net)));

    ObservedNextHop now = made(net, ID, net.via1(), Stage.PROTOCOL);
    Check.that(shows(seen, now), "not read back: %s", seen.kernel().nextHops());
    Check.that(stage.world().holds(now), "not in the kernel: %s", now);
    Check.that(stage.world().holds(route(net.key(), Stage.PROTOCOL)), "its route is gone");
    List<Seen> told = opened.recorder().told();
    Check.that(
        told.subList(before, told.size()).stream()
            .allMatch(s -> s.holds(route(net.key(), Stage.PROTOCOL))),
        "a snapshot without the route was told");
  }

  @Rule(id = "HOP-3 RT-12", promise = "an unused object is deleted; to delete it again is no error")
  static void deleted(Stage stage, Net net) {
    Opened opened = start(stage);
    opened.mustApply(new AddNextHop(object(net, net.via0())));

    Seen seen = opened.mustApply(new DeleteNextHop(ours(net)), new DeleteNextHop(ours(net)));

    Check.equal("objects left", List.of(), seen.kernel().nextHops());
    Check.that(!stage.world().holds(ours(net)), "still in the kernel");
  }

  @Rule(id = "HOP-4 RT-12", promise = "an object is not made where one of ours stands: EEXIST")
  static void madeTwice(Stage stage, Net net) {
    Opened opened = withOurs(stage, net);

    mustBeRefused(opened, new AddNextHop(object(net, net.via1())), OwnershipRules.EEXIST);

    Check.that(stage.world().holds(ours(net)), "the first is gone");
  }

  @Rule(
      id = "HOP-5 RT-1 RT-12",
      promise = "an object of others at our number is neither replaced nor deleted: EEXIST")
  static void foreignObjectsStay(Stage stage, Net net) {
    Opened opened = start(stage);
    opened.mustApply(new AddNextHop(object(net, net.via0())));
    stage.world().replaceNextHop(foreign(net));

    mustBeRefused(
        opened, new ReplaceNextHop(object(net, net.via0()), ours(net)), OwnershipRules.EEXIST);
    mustBeRefused(opened, new DeleteNextHop(ours(net)), OwnershipRules.EEXIST);

    Check.that(stage.world().holds(foreign(net)), "the foreign object is gone");
  }

  @Rule(
      id = "HOP-6 RT-1 RT-12",
      promise = "an object that a route of others refers to stays, and says so: EBUSY")
  static void foreignUsersStay(Stage stage, Net net) {
    Opened opened = withOurs(stage, net);
    ObservedRoute theirs = route(net.otherKey(), Net.FOREIGN);
    stage.world().addRoute(theirs);

    mustBeRefused(opened, new DeleteNextHop(ours(net)), EBUSY);

    Check.that(stage.world().holds(theirs), "the foreign route is gone");
    Check.that(
        opened.now().kernel().nextHops().getFirst().foreignUser().isPresent(),
        "the user is not shown: %s",
        opened.now().kernel().nextHops());
    stage.world().deleteRoute(theirs);
    opened.mustApply(new DeleteNextHop(ours(net)));
    Check.that(!stage.world().holds(ours(net)), "still in the kernel");
  }

  @Rule(
      id = "HOP-7 RT-4 RT-12",
      promise = "our object that somebody deletes is told, and so are its routes")
  static void deletedBySomebody(Stage stage, Net net) {
    goes(stage, net, () -> stage.world().deleteNextHop(ID));
  }

  @Rule(
      id = "HOP-8 RT-5 RT-12",
      promise = "our object that goes with its device's going down is told, and so are its routes")
  static void goneWithUp(Stage stage, Net net) {
    goes(stage, net, () -> stage.world().setUp(Net.WAN0, false));
  }

  @Rule(
      id = "HOP-9 RT-5 RT-12",
      promise = "our object that goes with its device's carrier is told, and so are its routes")
  static void goneWithTheCarrier(Stage stage, Net net) {
    goes(stage, net, () -> stage.world().setCarrier(Net.WAN0, false));
  }

  private static void goes(Stage stage, Net net, Runnable loss) {
    withOurs(stage, net).told("the loss", loss, seen -> isGone(seen, net));
  }

  @Rule(
      id = "HOP-10 RT-12",
      promise = "of the objects of others those at our numbers are shown, and no other")
  static void whichAreShown(Stage stage, Net net) {
    ObservedNextHop in = made(net, ID + 3, net.via0(), Net.FOREIGN);
    Predicate<Seen> shown = seen -> seen.kernel().nextHops().equals(List.of(in));
    Opened opened = start(stage);

    opened.told(
        "the object at our number",
        () -> {
          stage.world().addNextHop(made(net, 7, net.via0(), Net.FOREIGN));
          stage.world().addNextHop(in);
        },
        shown);
  }

  @Rule(
      id = "HOP-11 RT-1 RT-12",
      promise = "a route is not sent whose object was refused, and says so")
  static void aRouteOfARefusedObject(Stage stage, Net net) {
    stage.world().addNextHop(foreign(net));
    Opened opened = start(stage);

    List<ApplyResult> results =
        opened.apply(new AddNextHop(object(net, net.via0())), addRoute(net)).results();

    Check.that(results.stream().allMatch(Refused.class::isInstance), "seen %s", results);
    Check.that(
        !stage.world().holds(route(net.key(), Stage.PROTOCOL)), "a route through what is foreign");
  }
}
