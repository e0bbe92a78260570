package net.routerd.samples.failover;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import net.routerd.api.RouterdBuilder;

/**
 * The real kernel. The script {@code lab} made the namespaces and started this program in the
 * router's; a sender and two receivers run beside it, and go with it.
 */
final class NamespaceLab implements Lab {

  private final Path script;
  private final Traffic traffic = new Traffic();
  private final List<Process> helpers = new ArrayList<>();

  NamespaceLab(Path script) throws IOException, InterruptedException {
    this.script = script;
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    CountDownLatch listening = new CountDownLatch(2);
    receive("tunnel", "ds-routerd-test", listening);
    receive("ix", "ix2215", listening);
    if (!listening.await(15, TimeUnit.SECONDS)) {
      throw new IOException("the receivers did not start within 15s");
    }
    start(
        "host",
        Sender.class,
        line -> {
          String[] words = line.split(" ", 2);
          traffic.sent(Integer.parseInt(words[0]), Instant.parse(words[1]));
        });
  }

  private void receive(String namespace, String device, CountDownLatch listening)
      throws IOException {
    start(
        namespace,
        Receiver.class,
        line -> {
          if (line.equals(Receiver.LISTENING)) {
            listening.countDown();
          } else {
            traffic.arrived(Integer.parseInt(line), device);
          }
        });
  }

  /** Starts a program of this module in a namespace; it ends when its input does. */
  private void start(String namespace, Class<?> program, Consumer<String> toldByLine)
      throws IOException {
    Process process =
        new ProcessBuilder(
                "nsenter",
                "--net=/run/netns/" + namespace,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseTransparentHugePages",
                "-Xlog:pagesize=off",
                "-Xmx32m",
                "-p",
                System.getProperty("jdk.module.path"),
                "-m",
                "net.routerd.samples.failover/" + program.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    helpers.add(process);
    Thread reader = new Thread(() -> read(process, toldByLine), program.getSimpleName());
    reader.setDaemon(true);
    reader.start();
  }

  private static void read(Process process, Consumer<String> toldByLine) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      lines.lines().forEach(toldByLine);
    } catch (IOException | UncheckedIOException e) {
      // The process was ended.
    }
  }

  @Override
  public String name() {
    return "the Linux kernel, in network namespaces of its own";
  }

  @Override
  public RouterdBuilder install(RouterdBuilder builder) {
    return builder; // the Linux platform is found by itself
  }

  @Override
  public void act(Act act) throws IOException, InterruptedException {
    run(script.toString(), act.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public String defaultRoute() throws IOException, InterruptedException {
    return run("ip", "route", "show", "default").strip();
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said.strip());
    }
    return said;
  }

  @Override
  public boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      Thread.sleep(2);
    }
    return true;
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public Traffic traffic() {
    return traffic;
  }

  @Override
  public void close() {
    helpers.forEach(Process::destroy);
  }
}
