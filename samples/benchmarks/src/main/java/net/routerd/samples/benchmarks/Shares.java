package net.routerd.samples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the time goes: how often each of several packages is at work when the flight recorder looks
 * at the stacks, every 10 ms. What others do for a package counts as its own.
 */
final class Shares implements AutoCloseable {

  private static final Duration PERIOD = Duration.ofMillis(10);

  private final List<String> packages;
  private final Recording recording = new Recording();

  /** Begins to look. */
  Shares(List<String> packages) {
    this.packages = packages;
    recording.enable("jdk.ExecutionSample").withPeriod(PERIOD);
    recording.start();
  }

  /** Returns the share of each, of all looks at which any of them was at work. */
  Map<String, Double> parts() throws IOException {
    recording.stop();
    Path file = Files.createTempFile("shares", ".jfr");
    try {
      recording.dump(file);
      Map<String, Integer> counts = new LinkedHashMap<>();
      RecordingFile.readAllEvents(file).stream()
          .flatMap(event -> Optional.ofNullable(event.getStackTrace()).stream())
          .flatMap(stack -> atWork(stack).stream())
          .forEach(name -> counts.merge(name, 1, Integer::sum));
      double all = counts.values().stream().mapToInt(n -> n).sum();
      Map<String, Double> parts = new LinkedHashMap<>();
      packages.forEach(name -> parts.put(name, counts.getOrDefault(name, 0) / all));
      return parts;
    } finally {
      Files.delete(file);
    }
  }

  /** Returns the innermost of them on a stack. */
  private Optional<String> atWork(RecordedStackTrace stack) {
    return stack.getFrames().stream()
        .map(RecordedFrame::getMethod)
        .flatMap(
            method ->
                packages.stream().filter(name -> method.getType().getName().startsWith(name + ".")))
        .findFirst();
  }

  @Override
  public void close() {
    recording.close();
  }
}
