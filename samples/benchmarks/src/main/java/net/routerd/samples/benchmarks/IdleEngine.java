package net.routerd.samples.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.routerd.api.Routerd;
import net.routerd.model.status.HealthStatus;
import net.routerd.samples.benchmarks.Figures.Unit;

/** P10: what an engine with ten thousand checks holds while it has nothing to do. */
final class IdleEngine implements Measurement {

  private static final int CHECKS = 10_000;
  private static final int REPETITIONS = 3;
  private static final int SECONDS = 3;
  private static final Pattern METASPACE = Pattern.compile("sun\\.gc\\.metaspace\\.used=(\\d+)");
  private static final double MOST = 1.15;
  private static final String EMPTY = "an empty JVM";

  /** A JVM that does nothing, or an engine that has nothing to do. */
  static final class Idle {
    private Idle() {}

    /**
     * Runs until it is ended.
     *
     * @param arguments {@code empty}, or {@code engine} and the number of its checks
     * @throws Exception if the machine refuses
     */
    public static void main(String[] arguments) throws Exception {
      if (arguments[0].equals("empty")) {
        ready();
        return;
      }
      int checks = Integer.parseInt(arguments[1]);
      try (Routerd routerd = Engine.start(yaml(checks), event -> {})) {
        while (healthy(routerd) < checks) {
          Thread.sleep(50);
        }
        Engine.awaitRehearsed();
        ready();
      }
    }

    private static long healthy(Routerd routerd) {
      return routerd.status().statuses().values().stream()
          .filter(
              status -> status instanceof HealthStatus health && health.phase().equals("Healthy"))
          .count();
    }

    private static void ready() throws Exception {
      System.gc();
      System.out.println("ready");
      Thread.sleep(60_000);
    }

    private static String yaml(int checks) {
      StringBuilder yaml = new StringBuilder(Engine.yaml(""));
      for (int i = 0; i < checks; i++) {
        yaml.append(
            """
            ---
            apiVersion: net.routerd.net/v1alpha1
            kind: HealthCheck
            metadata: {name: check-%d}
            spec: {target: 172.17.0.1, sourceInterface: wan0, interval: 1h}
            """
                .formatted(i));
      }
      return yaml.toString();
    }
  }

  @Override
  public String id() {
    return "P10";
  }

  @Override
  public String work() {
    return "memory of an idle engine with 10k checks";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Figures engine = new Figures();
    Figures one = new Figures();
    Figures empty = new Figures();
    Figures busy = new Figures();
    Figures classes = new Figures();
    Figures allowed = new Figures();
    try (Watched idle = new Watched(command("engine", "1"))) { // it varies by less than 1 %
      one.add(residentBytes(idle.pid()));
      classes.add(metaspaceBytes(lab, idle.pid()));
    }
    for (int i = 0; i < REPETITIONS; i++) {
      try (Watched idle = new Watched(command("empty"))) {
        empty.add(residentBytes(idle.pid()));
        allowed.add((MOST - 1) * residentBytes(idle.pid()));
      }
      try (Watched idle = new Watched(command("engine", Integer.toString(CHECKS)))) {
        engine.add(residentBytes(idle.pid()));
        long ticks = cpuTicks(idle.pid());
        Thread.sleep(SECONDS * 1000L);
        busy.add((cpuTicks(idle.pid()) - ticks) / (double) SECONDS);
      }
    }
    return List.of(
        Row.atMost(id(), work(), engine, EMPTY, empty, Unit.BYTES, MOST),
        Row.beside(id(), "the same with one check", one, EMPTY, empty, Unit.BYTES),
        Row.beside(
            id(),
            "of that the metaspace, which describes its classes",
            classes,
            "all that the target allows beyond an empty JVM",
            allowed,
            Unit.BYTES),
        Row.only(
            id(), "its CPU once all checks are judged, in hundredths of a core", busy, Unit.COUNT));
  }

  /** A heap that gives back what it does not need, as an appliance would have it. */
  private static List<String> command(String... what) {
    List<String> command = new ArrayList<>(Lab.java(Idle.class, what));
    command.addAll(
        1,
        List.of(
            "-Xms8m",
            "-Xmx256m",
            "-XX:MaxNewSize=4m",
            "-XX:MinHeapFreeRatio=5",
            "-XX:MaxHeapFreeRatio=10",
            "-XX:-ShrinkHeapInSteps"));
    return command;
  }

  private static double residentBytes(long pid) throws Exception {
    return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
            .findFirst()
            .orElseThrow()
        * 1024;
  }

  private static double metaspaceBytes(Lab lab, long pid) {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    String told = lab.run(jcmd.toString(), Long.toString(pid), "PerfCounter.print");
    Matcher used = METASPACE.matcher(told);
    if (!used.find()) {
      throw new IllegalStateException("no metaspace in: " + told);
    }
    return Double.parseDouble(used.group(1));
  }

  private static long cpuTicks(long pid) throws Exception {
    String[] words =
        Files.readString(Path.of("/proc", Long.toString(pid), "stat"))
            .replaceFirst(".*\\) ", "")
            .split(" ", -1);
    return Long.parseLong(words[11]) + Long.parseLong(words[12]);
  }
}
