package net.routerd.samples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.routerd.samples.benchmarks.Figures.Unit;

/** P1: a hundred thousand routes, as fast as the kernel takes them. */
final class InstallRoutes implements Measurement {

  private static final int COUNT = 100_000;
  private static final int REPETITIONS = 5;
  private static final int WARM_UPS = 8;
  private static final String DEVICE = "wan0";
  private static final String GATEWAY = "172.17.0.1";

  /** Installs routes in a JVM that has only just started, and prints the nanoseconds. */
  static final class Cold {
    private Cold() {}

    /**
     * Runs.
     *
     * @param arguments none
     * @throws Exception if the kernel refuses
     */
    public static void main(String[] arguments) throws Exception {
      try (Routes routes = new Routes()) {
        System.out.println(routes.apply(Routes.additions(COUNT, DEVICE, GATEWAY)));
      }
    }
  }

  @Override
  public String id() {
    return "P1";
  }

  @Override
  public String work() {
    return "install 100k IPv4 routes";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Figures c = new Figures();
    Figures warm = new Figures();
    Figures cold = new Figures();
    Figures batch = new Figures();
    Figures fork = new Figures();
    Path file = batchFile(lab);
    try (Routes routes = new Routes()) {
      for (int i = 0; i < WARM_UPS; i++) {
        routes.apply(Routes.additions(COUNT, DEVICE, GATEWAY));
        routes.apply(routes.deletions());
        Lab.settle();
      }
      for (int i = 0; i < REPETITIONS; i++) {
        c.add(rate(lab.limit("install", Integer.toString(COUNT), DEVICE, GATEWAY)));
        lab.flush();
        warm.add(rate(routes.apply(Routes.additions(COUNT, DEVICE, GATEWAY))));
        routes.apply(routes.deletions());
        Lab.settle();
        batch.add(rate(timed(() -> lab.run("ip", "-batch", file.toString()))));
        lab.flush();
        fork.add(500 / (timed(() -> forks(lab)) / 1e9));
      }
    }
    Figures least = new Figures();
    Figures again = new Figures(); // in turn with JVMs, which cannot start beside another engine
    Figures alone = new Figures();
    for (int i = 0; i < REPETITIONS; i++) {
      alone.add(rate(lab.limit("install", Integer.toString(COUNT), DEVICE, GATEWAY)));
      lab.flush();
      try (Routes listening = new Routes()) {
        again.add(rate(lab.limit("install", Integer.toString(COUNT), DEVICE, GATEWAY)));
        lab.flush();
        listening.apply(List.of()); // has heard of it all by then
      }
      cold.add(rate(Double.parseDouble(lab.run(Lab.java(Cold.class)))));
      lab.flush();
      least.add(rate(Double.parseDouble(lab.run(least()))));
      lab.flush();
    }
    return List.of(
        Row.atLeast("P1", work() + ", warm", warm, "C", c, Unit.PER_SECOND, 0.9),
        Row.atLeast("P1", work() + ", cold", cold, "C", again, Unit.PER_SECOND, 0.7),
        Row.atLeast("P1", work() + ", cold", cold, Lab.C_ALONE, alone, Unit.PER_SECOND, 0.7),
        Row.atLeast("P1", work() + ", warm", warm, "ip -batch", batch, Unit.PER_SECOND, 3),
        Row.beside(
            "P1",
            "the same by the least Java program, cold",
            least,
            Lab.C_ALONE,
            alone,
            Unit.PER_SECOND),
        Row.atLeast(
            "P1", work() + ", warm", warm, "one fork of ip a route", fork, Unit.PER_SECOND, 500));
  }

  private static List<String> least() throws IOException {
    String ifindex = Files.readString(Path.of("/sys/class/net", DEVICE, "ifindex")).strip();
    return Lab.java(LeastInstall.class, Integer.toString(COUNT), ifindex);
  }

  private static double rate(double nanos) {
    return COUNT / (nanos / 1e9);
  }

  private static double timed(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  private static void forks(Lab lab) {
    lab.sh(
        "i=0; while [ $i -lt 500 ]; do ip route replace 10.9.$((i / 250)).$((i % 250))/32 via "
            + GATEWAY
            + " dev "
            + DEVICE
            + " table 1001; i=$((i+1)); done");
    lab.run("ip", "route", "flush", "table", "1001");
  }

  private static Path batchFile(Lab lab) throws IOException {
    List<String> lines = new ArrayList<>(COUNT);
    for (int i = 0; i < COUNT; i++) {
      lines.add(
          "route add 10.%d.%d.%d/32 via %s dev %s table 1000"
              .formatted(i >> 16, i >> 8 & 255, i & 255, GATEWAY, DEVICE));
    }
    return Files.write(lab.file("routes.batch"), lines);
  }
}
