package net.routerd.samples.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the time goes: which of our modules is at work when the flight recorder looks at the
 * stacks, every 10 ms. What the model and the JDK do for one counts as its own.
 */
final class Shares implements AutoCloseable {

  private static final Duration PERIOD = Duration.ofMillis(10);
  private static final String OURS = "net.routerd.";
  private static final List<String> SERVES =
      List.of("net.routerd.model.", "net.routerd.samples.benchmarks.");

  private final Recording recording = new Recording();
  private final List<String> atWork = new ArrayList<>();

  /** Begins to look. */
  Shares() {
    recording.enable("jdk.ExecutionSample").withPeriod(PERIOD);
    recording.start();
  }

  /** Looks no more. */
  void end() throws IOException {
    recording.stop();
    Path file = Files.createTempFile("shares", ".jfr");
    try {
      recording.dump(file);
      RecordingFile.readAllEvents(file).forEach(this::look);
    } finally {
      Files.delete(file);
    }
    if (atWork.isEmpty()) {
      throw new IllegalStateException("too short to see anything of it");
    }
  }

  private void look(RecordedEvent event) {
    if (event.getStackTrace() != null) {
      event.getStackTrace().getFrames().stream()
          .map(Shares::type)
          .filter(type -> type.startsWith(OURS) && SERVES.stream().noneMatch(type::startsWith))
          .findFirst()
          .ifPresent(atWork::add);
    }
  }

  private static String type(RecordedFrame frame) {
    return frame.getMethod().getType().getName();
  }

  /** Returns the part of the looks at which a module was at work, given its first package. */
  double of(String module) {
    return (double) atWork.stream().filter(type -> type.startsWith(module + ".")).count()
        / atWork.size();
  }

  @Override
  public void close() {
    recording.close();
  }
}
