package net.routerd.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What {@code ip monitor route} tells of a namespace. */
final class RouteEvents implements AutoCloseable {

  /** Added and deleted until it is heard of: from then on everything is. */
  private static final String FIRST = "198.18.0.1";

  /** Added and deleted at the end: what was told before it has been heard when it is. */
  private static final String LAST = "198.18.0.2";

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
          mark(FIRST); // once would not do: it may come before the monitor listens
          return lines().stream().anyMatch(line -> line.contains(FIRST));
        });
  }

  private void mark(String address) {
    for (String how : List.of("add", "del")) {
      netns.ip(ns, "route", how, "blackhole", address, "table", "7777");
    }
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
    mark(LAST);
    return Await.until(
        "the last event",
        this::lines,
        all -> all.stream().anyMatch(line -> line.startsWith("Deleted blackhole " + LAST)))
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
