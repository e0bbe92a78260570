package net.routerd.model.check;

import static net.routerd.model.ProblemCode.FAMILY_MISMATCH;
import static net.routerd.model.ProblemCode.INVALID_REFERENCE;
import static net.routerd.model.ProblemCode.OUT_OF_RANGE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.routerd.model.DurationText;
import net.routerd.model.Expression;
import net.routerd.model.ProblemCode;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;

/** Collects what is wrong with one resource. */
final class Findings {

  private final List<Finding> findings = new ArrayList<>();

  void add(String path, ProblemCode code, String message, String... involved) {
    findings.add(new Finding(path, code, message, List.of(involved)));
  }

  void range(String path, long value, long from, long to) {
    if (value < from || value > to) {
      add(path, OUT_OF_RANGE, "must be " + from + " to " + to + ", not " + value);
    }
  }

  /** A duration that its text form can hold, so that what is written is what is read (RES-14). */
  void duration(String path, Duration value, Duration least) {
    if (value.compareTo(least) < 0 || value.compareTo(DurationText.LONGEST) > 0) {
      String given = value.isNegative() ? "a negative duration" : DurationText.format(value);
      add(path, OUT_OF_RANGE, "must be " + DurationText.format(least) + " to 8760h, not " + given);
    } else if (value.toNanosPart() % 1_000_000 != 0) {
      add(path, OUT_OF_RANGE, "must be whole milliseconds, not " + value);
    }
  }

  void family(
      Field field, Optional<Expression<IpAddress>> address, IpFamily family, String involved) {
    if (address.isPresent()
        && address.get() instanceof Expression.Literal<IpAddress>(IpAddress literal)
        && literal.family() != family) {
      add(
          field.toString(),
          FAMILY_MISMATCH,
          literal + " is " + literal.family() + "; an " + family + " address is wanted here",
          involved);
    }
  }

  /** A literal device that looks like a reference would be read back as one (REF-1). */
  void device(String path, Optional<Expression<LinkName>> device) {
    if (device.isPresent()
        && device.get() instanceof Expression.Literal<LinkName>(LinkName literal)
        && literal.text().contains("${")) {
      add(
          path,
          INVALID_REFERENCE,
          "'" + literal + "' is no reference: write ${Kind/name.status.field}, alone");
    }
  }

  void throwIfAny(String resource) {
    if (!findings.isEmpty()) {
      throw new FindingsException(resource, findings);
    }
  }
}
