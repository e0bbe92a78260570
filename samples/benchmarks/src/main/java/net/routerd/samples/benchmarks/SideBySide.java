package net.routerd.samples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Measures what is asked for and prints one Markdown table. */
public final class SideBySide {

  private static final List<Measurement> ALL =
      List.of(
          new InstallRoutes(),
          new InstallMillion(),
          new ExportRoutes(),
          new InstallThrough(),
          new DumpRoutes(),
          new SwitchRoutes(),
          new Blaster(),
          new LoseCarrier(),
          new RestedDecision(),
          new StandBy(),
          new SilentDeath(),
          new Decide(),
          new ManyChecks(),
          new IdleEngine(),
          new StartUp(),
          new LoadYaml(),
          new Simulate(),
          new Day(),
          new Race());

  private SideBySide() {}

  /**
   * Measures.
   *
   * @param arguments {@code --only P1,P6} or {@code --list}
   * @throws IOException if no namespace can be set up
   */
  public static void main(String[] arguments) throws IOException {
    if (List.of(arguments).equals(List.of("--list"))) {
      ALL.forEach(m -> System.out.println(m.id() + "  " + m.work()));
      return;
    }
    Set<String> wanted = wanted(arguments);
    Lab lab = new Lab();
    System.out.println(machine() + "\n\n" + Row.HEAD);
    boolean failed = false;
    boolean everything = arguments.length == 0;
    long begun = System.nanoTime();
    for (Measurement measurement : ALL) {
      boolean late = System.nanoTime() - begun > measurement.latest().toNanos();
      if (everything && late) {
        System.err.println(
            measurement.id() + " is left out, as the others took long: --only " + measurement.id());
      } else if (wanted.contains(measurement.id())) {
        System.err.println(measurement.id() + " " + measurement.work() + " ...");
        System.gc(); // what the one before left is no burden of the next
        try {
          measurement.run(lab).forEach(System.out::println);
        } catch (Exception e) {
          failed = true;
          System.err.println(measurement.id() + " could not be measured");
          e.printStackTrace();
        }
      }
    }
    System.exit(failed ? 1 : 0);
  }

  private static Set<String> wanted(String[] arguments) {
    Set<String> known = ALL.stream().map(Measurement::id).collect(Collectors.toSet());
    if (arguments.length == 0) {
      return known;
    }
    if (arguments.length == 2 && arguments[0].equals("--only")) {
      Set<String> wanted = Arrays.stream(arguments[1].split(",", -1)).collect(Collectors.toSet());
      if (known.containsAll(wanted)) {
        return wanted;
      }
    }
    System.err.println(
        "usage: side-by-side [--list | --only P1,P6,race]; a run of everything takes about ten"
            + " minutes, and has the race at its end only where time remains; known: "
            + known);
    System.exit(2);
    throw new IllegalStateException("unreachable");
  }

  private static String machine() throws IOException {
    String kernel = Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
    return "%d cores, Linux %s, Java %s, %s"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            kernel,
            Runtime.version().feature(),
            LocalDate.now(ZoneOffset.UTC));
  }
}
