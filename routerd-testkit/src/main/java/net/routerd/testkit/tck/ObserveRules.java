package net.routerd.testkit.tck;

import net.routerd.model.probe.ProbeOutcome.Kind;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteChange.AddRoute;
import net.routerd.model.route.RouteChange.DeleteRoute;
import net.routerd.model.route.RouteChange.ReplaceRoute;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.PlatformOptions.Access;
import net.routerd.testkit.tck.Recorder.Seen;

/** A platform that was opened to observe. */
final class ObserveRules {

  private static final int EPERM = 1;

  private ObserveRules() {}

  private static Opened observer(Stage stage) {
    Opened observer = stage.open(Stage.PROTOCOL, Access.OBSERVE);
    observer.start();
    return observer;
  }

  @Rule(
      id = "OBSERVE-1 ENG-4",
      promise = "an observer stands beside a controller and sees the same")
  static void anObserverExcludesNobody(Stage stage) {
    Opened early = observer(stage);
    Opened controller = stage.start();
    Net net = Net.V4;

    early.told(
        "a controller's route",
        () -> controller.install(Net.wanted(net.key(), net.via0())),
        seen -> seen.holds(Net.made(net.key(), net.via0(), Stage.PROTOCOL)));

    Opened late = observer(stage);
    Check.that(
        stage.world().await(() -> seesTheSame(late, controller)),
        "controller: %s, observer: %s",
        controller.now(),
        late.now());
  }

  private static boolean seesTheSame(Opened one, Opened other) {
    Seen a = one.now();
    Seen b = other.now();
    return a.links().equals(b.links()) && a.kernel().routes().equals(b.kernel().routes());
  }

  @Rule(
      id = "OBSERVE-2 ENG-4",
      promise = "an observer's changes are refused with EPERM, none is made")
  static void anObserverChangesNothing(Stage stage) {
    Net net = Net.V4;
    ObservedRoute there = Net.made(net.key(), net.via0(), Stage.PROTOCOL);
    stage.world().addRoute(there);
    Opened observer = observer(stage);

    Opened.Answer answer =
        observer.apply(
            new AddRoute(Net.wanted(net.otherKey(), net.via0())),
            new ReplaceRoute(Net.wanted(net.key(), net.via1()), there),
            new DeleteRoute(there));

    for (ApplyResult result : answer.results()) {
      Check.that(
          result instanceof ApplyResult.Refused refused && refused.errno() == EPERM,
          "not refused with EPERM: %s",
          result);
    }
    Check.equal("results", 3, answer.results().size());
    Check.that(stage.world().holds(there), "the route was touched");
    Check.that(
        !stage.world().holds(Net.made(net.otherKey(), net.via0(), Stage.PROTOCOL)),
        "a route was added");
  }

  @Rule(
      id = "OBSERVE-3 PATH-2",
      promise = "an observer's probe is NoPath: it has no path and sends nothing")
  static void anObserverDoesNotProbe(Stage stage) {
    stage.world().addTarget(Net.WAN0, Net.V4.target(), World.Target.ANSWERS);
    Opened controller = stage.start();
    Probes.layPath(controller, Net.V4, Net.V4.target());
    Opened observer = observer(stage);

    Check.equal(
        "outcome",
        Kind.NO_PATH,
        observer.probe(Probes.icmp(observer, Net.V4, Net.V4.target())).outcome().kind());
  }
}
