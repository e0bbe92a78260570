package net.routerd.samples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.samples.benchmarks.Figures.Unit;
import net.routerd.spi.PlatformOptions;

/** P2: a hundred thousand routes that only name a nexthop object. */
final class InstallThrough implements Measurement {

  private static final int COUNT = 100_000;
  private static final int WARM_UPS = 8;
  private static final int REPETITIONS = 5;
  private static final String DEVICE = "wan0";
  private static final String GATEWAY = "172.17.0.1";
  private static final String THEIRS = "77";
  private static final long OURS = NextHopObject.firstId(PlatformOptions.DEFAULT_PROTOCOL);

  @Override
  public String id() {
    return "P2";
  }

  @Override
  public String work() {
    return "install 100k IPv4 routes with a nexthop id";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Figures ours = new Figures();
    Figures c = new Figures();
    Figures batch = new Figures();
    String file = batchFile(lab).toString();
    try (Routes routes = new Routes()) {
      routes.apply(List.of(new RouteChange.AddNextHop(object())));
      for (int i = -WARM_UPS; i < REPETITIONS; i++) {
        double installed = routes.apply(additions());
        routes.apply(routes.deletions());
        Lab.settle();
        if (i >= 0) {
          ours.add(rate(installed));
          c.add(peer(lab, l -> l.limit("through", Integer.toString(COUNT), THEIRS)));
          batch.add(peer(lab, l -> batch(l, file)));
        }
      }
    } finally {
      lab.run("ip", "nexthop", "delete", "id", Long.toString(OURS));
    }
    return List.of(
        Row.atLeast(id(), work(), ours, "C", c, Unit.PER_SECOND, 0.9),
        Row.atLeast(id(), work(), ours, "ip -batch", batch, Unit.PER_SECOND, 4),
        Row.beside(id(), "the same by C", c, "ip -batch", batch, Unit.PER_SECOND));
  }

  /** Has a peer install routes through an object of its own, which takes them away with it. */
  private static double peer(Lab lab, ToDoubleFunction<Lab> work) throws InterruptedException {
    lab.limit("object", THEIRS, DEVICE, GATEWAY);
    double nanos = work.applyAsDouble(lab);
    lab.run("ip", "nexthop", "delete", "id", THEIRS);
    Lab.settle();
    return rate(nanos);
  }

  private static double batch(Lab lab, String file) {
    long start = System.nanoTime();
    lab.run("ip", "-batch", file);
    return System.nanoTime() - start;
  }

  private static double rate(double nanos) {
    return COUNT / (nanos / 1e9);
  }

  private static NextHopObject object() {
    return new NextHopObject(
        OURS,
        IpFamily.IPV4,
        new RouteAction.Forward(
            Optional.of(new LinkName(DEVICE)), Optional.of(IpAddress.parse(GATEWAY)), false));
  }

  private static List<RouteChange> additions() {
    RouteAction through = new RouteAction.Through(OURS);
    List<RouteChange> changes = new ArrayList<>(COUNT);
    for (int i = 0; i < COUNT; i++) {
      changes.add(
          new RouteChange.AddRoute(new DesiredRoute(Routes.key(i), through, Optional.empty())));
    }
    return changes;
  }

  private static Path batchFile(Lab lab) throws IOException {
    List<String> lines = new ArrayList<>(COUNT);
    for (int i = 0; i < COUNT; i++) {
      lines.add(
          "route add 10.%d.%d.%d/32 nhid %s table 1000"
              .formatted(i >> 16, i >> 8 & 255, i & 255, THEIRS));
    }
    return Files.write(lab.file("through.batch"), lines);
  }
}
