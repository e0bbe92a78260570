package net.routerd.samples.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.List;

/** A program that says {@code ready}, and later one line with what it found. */
final class Watched implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;

  Watched(List<String> command) throws IOException {
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    if (!"ready".equals(out.readLine())) {
      throw new IllegalStateException(command + " did not start");
    }
  }

  long pid() {
    return process.pid();
  }

  /** Waits for its line. */
  String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IllegalStateException("it ended without a word");
    }
    return line;
  }

  /** Tells it to end, and waits for its line. */
  String finish() throws IOException {
    process.getOutputStream().close();
    return line();
  }

  double number() throws IOException {
    return Double.parseDouble(line());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
