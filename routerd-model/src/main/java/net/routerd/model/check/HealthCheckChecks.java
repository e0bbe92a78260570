package net.routerd.model.check;

import static net.routerd.model.ProblemCode.FIELD_NOT_ALLOWED;
import static net.routerd.model.ProblemCode.INVALID_DEVICE_NAME;
import static net.routerd.model.ProblemCode.INVALID_VALUE;
import static net.routerd.model.ProblemCode.OUT_OF_RANGE;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import net.routerd.model.DurationText;
import net.routerd.model.HealthCheck;
import net.routerd.model.ProbeProtocol;
import net.routerd.model.ResourceRef;
import net.routerd.model.net.LinkName;

/** What makes a HealthCheck legal on its own (KIND-2). */
public final class HealthCheckChecks {

  private static final Pattern HOST =
      Pattern.compile(
          "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");
  private static final Pattern PATH = Pattern.compile("/[!-~]*");
  private static final Pattern STATUS = Pattern.compile("([1-5][0-9]{2})(?:-([1-5][0-9]{2}))?");

  private HealthCheckChecks() {}

  /**
   * Checks a HealthCheck; throws with all findings.
   *
   * @param check the check
   */
  public static void check(HealthCheck check) {
    Findings findings = new Findings();
    if (!check.daemon().equals("routerd-healthcheck")) {
      findings.add(
          "spec.daemon", INVALID_VALUE, "the only daemon is routerd-healthcheck; leave it out");
    }
    port(check, findings);
    findings.family(
        Field.of("sourceAddress"), check.sourceAddress(), check.target().family(), "spec.target");
    findings.family(Field.of("via"), check.via(), check.target().family(), "spec.target");
    check.sourceInterface().ifPresent(name -> sourceInterface(name, findings));
    timing(check, findings);
    findings.range("spec.healthyThreshold", check.healthyThreshold(), 1, Integer.MAX_VALUE);
    findings.range("spec.unhealthyThreshold", check.unhealthyThreshold(), 1, Integer.MAX_VALUE);
    http(check, findings);
    findings.throwIfAny(check.ref().toString());
  }

  private static void port(HealthCheck check, Findings findings) {
    if (check.protocol() != ProbeProtocol.ICMP) {
      findings.range("spec.port", check.port(), 1, 65535);
    } else if (check.port() != 0) {
      findings.add(
          "spec.port",
          FIELD_NOT_ALLOWED,
          "icmp has no port; leave port out or set protocol to tcp, dns, http or https",
          "spec.protocol");
    }
  }

  private static void sourceInterface(String name, Findings findings) {
    try {
      var _ = new ResourceRef("Interface", name);
    } catch (IllegalArgumentException notAResource) {
      try {
        var _ = new LinkName(name);
      } catch (IllegalArgumentException e) {
        findings.add(
            "spec.sourceInterface",
            INVALID_DEVICE_NAME,
            "neither a resource's name nor a device: " + e.getMessage());
      }
    }
  }

  private static void timing(HealthCheck check, Findings findings) {
    findings.duration("spec.interval", check.interval(), Duration.ofMillis(10));
    findings.duration("spec.timeout", check.timeout(), Duration.ofMillis(1));
    if (check.timeout().compareTo(check.interval()) > 0) {
      findings.add(
          "spec.timeout",
          OUT_OF_RANGE,
          "must be at most the interval, "
              + DurationText.format(check.interval())
              + "; shorten the timeout or lengthen the interval",
          "spec.interval");
    }
  }

  private static void http(HealthCheck check, Findings findings) {
    if (check.protocol() != ProbeProtocol.HTTP && check.protocol() != ProbeProtocol.HTTPS) {
      httpOnly("host", check.host(), findings);
      httpOnly("path", check.path(), findings);
      httpOnly("expectStatus", check.expectStatus(), findings);
      httpOnly("expectBody", check.expectBody(), findings);
      return;
    }
    if (check.host().isPresent() && !isHost(check.host().get())) {
      findings.add("spec.host", INVALID_VALUE, "not a host name; write it without scheme and port");
    }
    if (check.path().isPresent() && !PATH.matcher(check.path().get()).matches()) {
      findings.add(
          "spec.path", INVALID_VALUE, "begins with / and holds printable ASCII without blanks");
    }
    if (check.expectStatus().isPresent() && !isStatus(check.expectStatus().get())) {
      findings.add(
          "spec.expectStatus", INVALID_VALUE, "write one status or a range: 204 or 200-299");
    }
    if (check.expectBody().isPresent() && check.expectBody().get().isEmpty()) {
      findings.add(
          "spec.expectBody", INVALID_VALUE, "every body holds an empty text; leave it out");
    }
  }

  private static void httpOnly(String field, Optional<String> value, Findings findings) {
    if (value.isPresent()) {
      findings.add(
          "spec." + field,
          FIELD_NOT_ALLOWED,
          "only http and https have it; leave it out or change protocol",
          "spec.protocol");
    }
  }

  private static boolean isHost(String text) {
    return text.length() <= 253 && HOST.matcher(text).matches();
  }

  private static boolean isStatus(String text) {
    var form = STATUS.matcher(text);
    return form.matches() && (form.group(2) == null || form.group(1).compareTo(form.group(2)) <= 0);
  }
}
