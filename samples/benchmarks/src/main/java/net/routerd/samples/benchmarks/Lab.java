package net.routerd.samples.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The network namespace of the runs, which this process is in: {@code wan0} (172.17.0.2/24,
 * gateways .1 and .3) and {@code wan1} (172.18.0.2/24, gateway .1), whose other ends stand in a
 * namespace of their own. The two ends of a line have different numbers: the kernel tells of such a
 * carrier at once, while it tells of one of a device that stands for itself at most once a second.
 */
final class Lab {

  /** Who installs routes while no routerd listens: the kernel has nobody to tell of them. */
  static final String C_ALONE = "C, nobody listening";

  private static final Path HOME = Path.of(System.getProperty("routerd.benchmarks", "."));

  private final Path work;

  Lab() throws IOException {
    work = Files.createTempDirectory("routerd-benchmarks");
    work.toFile().deleteOnExit();
    sh(
        """
        set -e
        mount -t tmpfs tmpfs /run
        mkdir /run/netns
        mount -t sysfs sysfs /sys
        ip link set lo up
        # As systemd has it: everybody may open ping sockets.
        echo "0 2147483647" > /proc/sys/net/ipv4/ping_group_range
        ip netns add far
        for i in 0 1; do
          ip link add wan$i index 1$i type veth peer name far$i index 2$i netns far
          ip address add 172.1$((7 + i)).0.2/24 dev wan$i
          ip link set wan$i up
          ip -n far address add 172.1$((7 + i)).0.1/24 dev far$i
          ip -n far address add 172.1$((7 + i)).0.3/24 dev far$i
          ip -n far link set far$i up
        done
        ip -n far link set lo up
        """);
  }

  Path file(String name) {
    return work.resolve(name);
  }

  static Path home() {
    return HOME;
  }

  /** Runs a script and returns what it printed. */
  String sh(String script) {
    return run("sh", "-c", script);
  }

  String run(String... command) {
    return run(List.of(command));
  }

  String run(List<String> command) {
    try {
      Path err = Files.createTempFile("routerd-benchmarks", ".err");
      Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
      String out = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(300, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " failed: " + out + Files.readString(err));
      }
      Files.delete(err);
      return out.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Takes the routes of the peers away, and waits until the kernel and who listens are done. */
  void flush() throws InterruptedException {
    run("ip", "route", "flush", "table", "1000");
    settle();
  }

  /** Waits until the kernel has freed what was taken away, and who listens has heard of it. */
  static void settle() throws InterruptedException {
    Thread.sleep(100);
  }

  /** Runs a task of the C program and returns its nanoseconds. */
  double limit(String... words) {
    List<String> command = new ArrayList<>(List.of(limit().toString()));
    command.addAll(List.of(words));
    return Double.parseDouble(run(command));
  }

  /** The C program, built at its first use. */
  Path limit() {
    Path program = file("limit");
    if (!Files.exists(program)) {
      run("gcc", "-O2", "-o", program.toString(), HOME.resolve("src/main/c/limit.c").toString());
      program.toFile().deleteOnExit();
    }
    return program;
  }

  /** A JVM with the options of the appliance's launcher. */
  static List<String> javaOfAppliance() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseTransparentHugePages",
        "-Xlog:pagesize=off",
        "-XX:+IgnoreUnrecognizedVMOptions",
        "-XX:+UnlockExperimentalVMOptions",
        "-XX:+UseCompactObjectHeaders");
  }

  /** The command of a JVM that runs one of our classes, with the options of the appliance. */
  static List<String> java(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(javaOfAppliance());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Djava.util.logging.config.file=/dev/null",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** Tells where a program is, empty if it is not installed. */
  static Optional<Path> installed(String program) {
    return Stream.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/bin", "/usr/local/sbin")
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
