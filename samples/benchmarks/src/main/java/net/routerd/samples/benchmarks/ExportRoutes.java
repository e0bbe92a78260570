package net.routerd.samples.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.routerd.samples.benchmarks.Figures.Unit;

/** P1: how fast routes come into the kernel, ours and BIRD's, as who listens there sees it. */
final class ExportRoutes implements Measurement {

  private static final int COUNT = 100_000;
  private static final int REPETITIONS = 5;
  private static final String GATEWAY = "172.17.0.1";

  @Override
  public String id() {
    return "P1";
  }

  @Override
  public String work() {
    return "100k IPv4 routes, the first until the last is seen in the kernel";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Optional<Path> program = Lab.installed("bird");
    if (program.isEmpty() || Lab.installed("birdc").isEmpty()) {
      return List.of(Row.missing(id(), work(), "BIRD", "apt-get install bird2"));
    }
    Figures ours = new Figures();
    Figures theirs = new Figures();
    Figures c = new Figures();
    for (int i = 0; i <= REPETITIONS; i++) {
      double installed = install(lab);
      double exported = export(lab, program.get());
      double limit = limit(lab);
      if (i > 0) { // the first warms up
        ours.add(COUNT / (installed / 1e9));
        theirs.add(COUNT / (exported / 1e9));
        c.add(COUNT / (limit / 1e9));
      }
    }
    return List.of(
        Row.atLeast(id(), work(), ours, "BIRD", theirs, Unit.PER_SECOND, 1.5),
        Row.beside(
            id(), "the same by C, while routerd listens", c, "BIRD", theirs, Unit.PER_SECOND));
  }

  private static double install(Lab lab) throws Exception {
    try (Routes routes = new Routes();
        Watched observer = observer(lab)) {
      routes.apply(Routes.additions(COUNT, "wan0", GATEWAY));
      return observer.number();
    } finally {
      lab.flush();
    }
  }

  /** While routerd listens: the others hear what they install themselves. */
  private static double limit(Lab lab) throws Exception {
    try (Routes listening = new Routes();
        Watched observer = observer(lab)) {
      lab.limit("install", Integer.toString(COUNT), "wan0", GATEWAY);
      double took = observer.number();
      listening.apply(List.of()); // has heard of it all by then
      return took;
    } finally {
      lab.flush();
    }
  }

  /** With a BIRD of its own: one that waits would listen while ours are installed. */
  private static double export(Lab lab, Path program) throws Exception {
    try (Bird bird = new Bird(lab, program, COUNT, GATEWAY)) {
      try (Watched observer = observer(lab)) {
        bird.export();
        return observer.number();
      } finally {
        bird.withdraw();
      }
    }
  }

  private static Watched observer(Lab lab) throws Exception {
    return new Watched(List.of(lab.limit().toString(), "arrive", Integer.toString(COUNT)));
  }

  /** BIRD with static routes that it exports to the kernel when it is told to. */
  private static final class Bird implements AutoCloseable {

    private final Lab lab;
    private final Process process;
    private final String socket;

    Bird(Lab lab, Path program, int count, String gateway) throws Exception {
      this.lab = lab;
      socket = lab.file("bird.ctl").toString();
      StringBuilder text =
          new StringBuilder(
              """
              router id 172.17.0.2;
              protocol device {}
              protocol kernel installed {
                disabled;
                kernel table 1000;
                ipv4 { import none; export all; };
              }
              protocol static {
                ipv4;
              """);
      for (int i = 0; i < count; i++) {
        text.append(
            "  route 10.%d.%d.%d/32 via %s;\n".formatted(i >> 16, i >> 8 & 255, i & 255, gateway));
      }
      Path config = Files.writeString(lab.file("bird.conf"), text.append("}\n"));
      process =
          new ProcessBuilder(program.toString(), "-f", "-c", config.toString(), "-s", socket)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      awaitLoaded();
    }

    private void awaitLoaded() throws Exception {
      for (int i = 0; i < 600; i++) {
        Thread.sleep(100);
        if (!process.isAlive()) {
          throw new IllegalStateException("bird ended with " + process.exitValue());
        }
        if (lab.sh("birdc -s " + socket + " show status || true").contains("up and running")) {
          return;
        }
      }
      throw new IllegalStateException("bird did not start within a minute");
    }

    void export() {
      lab.run("birdc", "-s", socket, "enable", "installed");
    }

    /** Returns when it has taken its routes away. */
    void withdraw() {
      lab.run("birdc", "-s", socket, "disable", "installed");
      lab.sh("while ip route show table 1000 | grep -q .; do sleep 0.1; done");
    }

    @Override
    public void close() {
      process.destroy();
      process.onExit().join();
    }
  }
}
