package net.routerd.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What {@code ip monitor route} tells of a namespace. */
final class RouteEvents implements AutoCloseable {

  /** Added until it is heard of, and deleted at the end: all before it has been heard by then. */
  private static final String MARK = "blackhole 198.18.0.1 table 7777";

  private final Netns netns;
  private final String ns;
  private final Path log;
  private final Process monitor;

  RouteEvents(Netns netns, String ns) {
    this.netns = netns;
    this.ns = ns;
    try {
      log = Files.createTempFile("routes", ".log");
      monitor =
          new ProcessBuilder("ip", "-n", ns, "monitor", "route")
              .redirectOutput(log.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Await.until(
        "ip monitor listens",
        () -> {
          mark("replace");
          return lines().stream().anyMatch(line -> line.contains("198.18.0.1"));
        });
  }

  private void mark(String how) {
    netns.ip(ns, ("route " + how + " " + MARK).split(" "));
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a line for each change up to now. */
  Stream<String> soFar() {
    mark("del");
    return Await.until(
        "the last event",
        this::lines,
        all -> all.stream().anyMatch(line -> line.startsWith("Deleted blackhole 198.18.0.1")))
        .stream();
  }

  @Override
  public void close() {
    monitor.destroy();
    try {
      monitor.waitFor();
      Files.delete(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
