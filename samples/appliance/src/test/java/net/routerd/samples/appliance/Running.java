package net.routerd.samples.appliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A process that a test started, with what it says. Its end is the test's end at the latest. */
final class Running implements AutoCloseable {

  private static final Path LAUNCHER = Path.of("appliance").toAbsolutePath();

  private final Process process;
  private final List<String> out = new ArrayList<>();
  private final List<String> err = new ArrayList<>();
  private final Thread outReader;
  private final Thread errReader;

  private Running(Process process) {
    this.process = process;
    outReader = read(process.getInputStream(), out);
    errReader = read(process.getErrorStream(), err);
  }

  /** Starts the launcher, after a prefix that says where. */
  static Running appliance(List<String> prefix, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(LAUNCHER.toString());
    command.addAll(List.of(arguments));
    return start(command);
  }

  static Running start(List<String> command) throws IOException {
    List<String> heard = new ArrayList<>(List.of("env", "--default-signal=INT"));
    heard.addAll(command); // a build in the background would have it ignored
    ProcessBuilder builder = new ProcessBuilder(heard);
    builder.environment().put("ROUTERD_JDK", System.getProperty("java.home"));
    return new Running(builder.start());
  }

  private static Thread read(InputStream stream, List<String> into) {
    Thread thread =
        new Thread(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(new InputStreamReader(stream, UTF_8))) {
                lines
                    .lines()
                    .forEach(
                        line -> {
                          synchronized (into) {
                            into.add(line);
                          }
                        });
              } catch (IOException | UncheckedIOException e) {
                // It was ended.
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  List<String> outLines() {
    synchronized (out) {
      return List.copyOf(out);
    }
  }

  String out() {
    return outLines().stream().collect(Collectors.joining("\n"));
  }

  String err() {
    synchronized (err) {
      return String.join("\n", err);
    }
  }

  /** Sends a signal by its name, such as HUP. */
  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("kill -" + name + " " + pid() + " failed");
    }
  }

  /** Waits for the end. */
  int exit() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end; it said: " + out() + "\n" + err());
    }
    outReader.join();
    errReader.join();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
