package net.routerd.linux.internal.probe;

import static net.routerd.model.probe.ProbeOutcome.Kind.PASSED;
import static net.routerd.model.probe.ProbeOutcome.Kind.PROTOCOL_ERROR;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.routerd.model.HealthCheck;
import net.routerd.model.probe.ProbeOutcome;

/** What an HTTP probe wants of a response (KIND-2: expectStatus, expectBody). */
final class HttpExpectation {

  /** A body is searched this far. */
  static final int MOST_BYTES = 1 << 20;

  private static final String RANGES =
      "[1-9][0-9]{2}(-[1-9][0-9]{2})?(,[1-9][0-9]{2}(-[1-9][0-9]{2})?)*";

  private static final Optional<ProbeOutcome> AS_WANTED = Optional.of(ProbeOutcome.of(PASSED));

  private final Optional<ProbeOutcome> problem;
  private final String ranges;

  /** The lowest and the highest status of each range. */
  private final int[] bounds;

  private final byte[] text;

  /** Works out what a check wants. */
  HttpExpectation(HealthCheck check) {
    ranges = check.expectStatus().orElse("200-299").replace(" ", "");
    boolean readable = ranges.matches(RANGES);
    problem =
        readable
            ? Optional.empty()
            : wrong("expectStatus is no list of ranges such as 200-299: " + ranges);
    bounds = readable ? bounds(ranges.split(",", -1)) : new int[0];
    text = check.expectBody().orElse("").getBytes(StandardCharsets.UTF_8);
  }

  private static int[] bounds(String[] ranges) {
    int[] bounds = new int[2 * ranges.length];
    for (int i = 0; i < ranges.length; i++) {
      String range = ranges[i];
      int dash = range.indexOf('-');
      bounds[2 * i] = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
      bounds[2 * i + 1] = Integer.parseInt(range.substring(dash + 1));
    }
    return bounds;
  }

  /**
   * Returns what has arrived means.
   *
   * @param response reads it
   * @return the outcome, empty while more must arrive
   */
  Optional<ProbeOutcome> judge(HttpResponse response, Bytes received, boolean ended) {
    try {
      return response.read(received, ended)
          ? judgeRead(response, received, ended)
          : tooMuch(received);
    } catch (HttpResponse.Malformed e) {
      return wrong("HTTP: " + e.getMessage());
    }
  }

  private Optional<ProbeOutcome> judgeRead(HttpResponse response, Bytes received, boolean ended) {
    if (problem.isPresent()) {
      return problem;
    }
    int status = response.status();
    if (!isWanted(status)) {
      return wrong("HTTP status " + status + ", wanted " + ranges);
    }
    if (response.holds(text)) {
      return AS_WANTED;
    }
    return response.complete() || ended
        ? wrong("HTTP status " + status + ", but the body lacks the wanted text")
        : tooMuch(received);
  }

  private static Optional<ProbeOutcome> tooMuch(Bytes received) {
    return received.size() < MOST_BYTES
        ? Optional.empty()
        : wrong("HTTP: the wanted text is not in the first " + MOST_BYTES + " bytes");
  }

  private static Optional<ProbeOutcome> wrong(String detail) {
    return Optional.of(new ProbeOutcome(PROTOCOL_ERROR, detail));
  }

  private boolean isWanted(int status) {
    for (int i = 0; i < bounds.length; i += 2) {
      if (status >= bounds[i] && status <= bounds[i + 1]) {
        return true;
      }
    }
    return false;
  }
}
