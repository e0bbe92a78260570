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

  private HttpExpectation() {}

  /**
   * Returns what has arrived means.
   *
   * @return the outcome, empty while more must arrive
   */
  static Optional<ProbeOutcome> judge(HealthCheck check, byte[] bytes, boolean ended) {
    return switch (HttpResponse.parse(bytes, ended)) {
      case HttpResponse.Malformed malformed -> wrong("HTTP: " + malformed.why());
      case HttpResponse.Incomplete incomplete -> tooMuch(bytes);
      case HttpResponse.Arrived arrived -> judge(check, arrived, bytes, ended);
    };
  }

  private static Optional<ProbeOutcome> judge(
      HealthCheck check, HttpResponse.Arrived arrived, byte[] bytes, boolean ended) {
    String ranges = check.expectStatus().orElse("200-299").replace(" ", "");
    if (!ranges.matches(RANGES)) {
      return wrong("expectStatus is no list of ranges such as 200-299: " + ranges);
    }
    if (!wanted(ranges, arrived.status())) {
      return wrong("HTTP status " + arrived.status() + ", wanted " + ranges);
    }
    if (check.expectBody().isEmpty() || holds(arrived.body(), check.expectBody().get())) {
      return Optional.of(ProbeOutcome.of(PASSED));
    }
    return arrived.complete() || ended
        ? wrong("HTTP status " + arrived.status() + ", but the body lacks the wanted text")
        : tooMuch(bytes);
  }

  private static Optional<ProbeOutcome> tooMuch(byte[] bytes) {
    return bytes.length < MOST_BYTES
        ? Optional.empty()
        : wrong("HTTP: the wanted text is not in the first " + MOST_BYTES + " bytes");
  }

  private static Optional<ProbeOutcome> wrong(String detail) {
    return Optional.of(new ProbeOutcome(PROTOCOL_ERROR, detail));
  }

  private static boolean wanted(String ranges, int status) {
    for (String range : ranges.split(",", -1)) {
      int dash = range.indexOf('-');
      int low = Integer.parseInt(dash < 0 ? range : range.substring(0, dash));
      int high = Integer.parseInt(range.substring(dash + 1));
      if (status >= low && status <= high) {
        return true;
      }
    }
    return false;
  }

  private static boolean holds(String body, String text) {
    byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
    return body.contains(new String(wanted, StandardCharsets.ISO_8859_1));
  }
}
