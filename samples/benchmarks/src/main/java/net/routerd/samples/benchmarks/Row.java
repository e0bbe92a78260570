package net.routerd.samples.benchmarks;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A line of the table.
 *
 * @param id the target's number, such as {@code P1}
 * @param work what was done
 * @param ours what routerd reached
 * @param peer beside whom
 * @param theirs what the peer reached
 * @param ratio ours to theirs
 * @param target what is aimed at
 * @param met whether it was reached, empty where nothing is aimed at
 */
record Row(
    String id,
    String work,
    String ours,
    String peer,
    String theirs,
    OptionalDouble ratio,
    String target,
    Optional<Boolean> met) {

  static final String HEAD =
      "| | work | routerd | beside | it | ratio | target | met |\n"
          + "|---|---|---|---|---|---|---|---|";

  /** A line in which more is better. */
  static Row atLeast(
      String id,
      String work,
      Figures ours,
      String peer,
      Figures theirs,
      Figures.Unit unit,
      double least) {
    double ratio = ours.median() / theirs.median();
    return new Row(
        id,
        work,
        ours.say(unit),
        peer,
        theirs.say(unit),
        OptionalDouble.of(ratio),
        "≥ " + trim(least),
        Optional.of(ratio >= least));
  }

  /** A line in which less is better. */
  static Row atMost(
      String id,
      String work,
      Figures ours,
      String peer,
      Figures theirs,
      Figures.Unit unit,
      double most) {
    double ratio = ours.median() / theirs.median();
    return new Row(
        id,
        work,
        ours.say(unit),
        peer,
        theirs.say(unit),
        OptionalDouble.of(ratio),
        "≤ " + trim(most),
        Optional.of(ratio <= most));
  }

  /** A line that is shown without a target. */
  static Row beside(
      String id, String work, Figures ours, String peer, Figures theirs, Figures.Unit unit) {
    return new Row(
        id,
        work,
        ours.say(unit),
        peer,
        theirs.say(unit),
        OptionalDouble.of(ours.median() / theirs.median()),
        "",
        Optional.empty());
  }

  /** A line with no peer and no target. */
  static Row only(String id, String work, Figures ours, Figures.Unit unit) {
    return new Row(id, work, ours.say(unit), "", "", OptionalDouble.empty(), "", Optional.empty());
  }

  /** A line for a peer that is not installed. */
  static Row missing(String id, String work, String peer, String how) {
    return new Row(
        id, work, "", peer, "missing: " + how, OptionalDouble.empty(), "", Optional.empty());
  }

  private static String trim(double value) {
    return value == Math.rint(value)
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.2f", value);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %s | %s | %s | %s | %s | %s |",
        id,
        work,
        ours,
        peer,
        theirs,
        ratio.isPresent() ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : "",
        target,
        met.map(m -> m ? "yes" : "**no**").orElse(""));
  }
}
