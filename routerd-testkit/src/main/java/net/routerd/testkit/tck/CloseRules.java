package net.routerd.testkit.tck;

import java.util.concurrent.atomic.AtomicInteger;
import net.routerd.model.ProbeProtocol;
import net.routerd.model.route.RouteRule;
import net.routerd.spi.PlatformOptions.Access;
import net.routerd.testkit.tck.World.Target;

/** What ends with a platform, and what stays. */
final class CloseRules {

  private CloseRules() {}

  @Rule(
      id = "CLOSE-1",
      promise = "closing again does nothing, and closing what was not started works")
  static void closingAgain(Stage stage) {
    Opened started = stage.start();
    started.platform().close();
    started.platform().close();

    Opened opened = stage.open(Stage.PROTOCOL, Access.CONTROL);
    opened.platform().close();
    opened.platform().close();

    stage.start();
  }

  @Rule(id = "CLOSE-2 RT-7", promise = "routes and rules stay when a platform is closed")
  static void whatStandsStays(Stage stage, Net net) {
    Opened opened = stage.start();
    RouteRule rule = Probes.byDevice(net, net.target());
    Probes.layPath(opened, net, net.target());
    opened.install(Net.wanted(net.key(), net.via0()));

    opened.platform().close();

    Check.that(
        stage.world().holds(Net.made(net.key(), net.via0(), Stage.PROTOCOL)), "the route is gone");
    Check.that(stage.world().holds(rule, Stage.PROTOCOL), "the rule is gone");
  }

  @Rule(id = "CLOSE-3", promise = "nothing is told once close has returned")
  static void nothingIsToldAfter(Stage stage) {
    Opened closed = stage.start();
    closed.platform().close();
    int told = closed.recorder().told().size();
    Opened open = stage.start();

    open.told("a device down", () -> stage.world().setUp(Net.WAN0, false), s -> !s.isUp(Net.WAN0));

    Check.equal("notifications", told, closed.recorder().told().size());
  }

  @Rule(id = "CLOSE-4 HC-9", promise = "a probe in flight tells nothing once close has returned")
  static void probesEnd(Stage stage) {
    Net net = Net.V4;
    stage.world().addTarget(Net.WAN0, net.silent(), Target.SILENT);
    stage.world().addTarget(Net.WAN0, net.target(), Target.ANSWERS);
    Opened closed = stage.start();
    Probes.layPath(closed, net, net.silent(), net.target());
    AtomicInteger results = new AtomicInteger();
    closed.onEngine(
        () -> {
          closed
              .platform()
              .prober()
              .probe(
                  Probes.request(
                      closed, net, Probes.check(ProbeProtocol.ICMP, net.silent(), Probes.BRIEF)),
                  result -> results.incrementAndGet());
          return true;
        });
    closed.platform().close();
    int told = results.get();

    Opened next = stage.start();
    next.probe(
        Probes.request(next, net, Probes.check(ProbeProtocol.ICMP, net.silent(), Probes.BRIEF)));

    Check.equal("results told after close", told, results.get());
  }
}
