package net.routerd.select.choose;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import net.routerd.model.status.Reason;
import net.routerd.select.explain.Counterfactual;
import net.routerd.select.explain.Explanation;
import net.routerd.select.text.Seconds;

/** Says why each candidate is selected or not (SEL-9). */
final class Explainer {

  private final List<Contender> contenders;
  private final Hysteresis hysteresis;
  private final Optional<Chosen> chosen;
  private final WaysToWin waysToWin;

  Explainer(
      List<Contender> contenders,
      Hysteresis hysteresis,
      Optional<String> pinned,
      Optional<Chosen> chosen) {
    this.contenders = contenders;
    this.hysteresis = hysteresis;
    this.chosen = chosen;
    waysToWin = new WaysToWin(contenders, hysteresis, pinned, chosen);
  }

  /**
   * Who carries the traffic.
   *
   * @param contender who it is
   * @param pinned whether because of a pin, which counts only while it is ready
   * @param holdNanos how much is left of its hold, empty where it is ready
   */
  record Chosen(Contender contender, boolean pinned, Optional<Long> holdNanos) {

    String name() {
      return contender.name();
    }

    int weight() {
      return contender.weight();
    }
  }

  List<Explanation> explain() {
    return contenders.stream()
        .map(
            c ->
                chosen
                    .filter(winner -> winner.name().equals(c.name()))
                    .map(this::selected)
                    .orElseGet(() -> other(c, waysToWin.of(c))))
        .toList();
  }

  private Explanation selected(Chosen winner) {
    if (winner.holdNanos().isPresent()) {
      long left = winner.holdNanos().get();
      String why = winner.contender().readiness().message();
      return selected(
          winner,
          Reason.HELD,
          "held for at most another " + Seconds.text(left) + ": " + why,
          OptionalLong.of(left));
    }
    if (winner.pinned()) {
      return selected(winner, Reason.PINNED, "pinned and ready", OptionalLong.empty());
    }
    boolean heavierReady =
        contenders.stream().anyMatch(c -> c.readiness().ready() && c.weight() > winner.weight());
    String why =
        heavierReady
            ? "ready; stays until a heavier one has been ready for "
                + Seconds.text(hysteresis.spanNanos())
            : "the highest weight (" + winner.weight() + ") among the ready";
    return selected(winner, Reason.SELECTED, why, OptionalLong.empty());
  }

  private static Explanation selected(
      Chosen winner, Reason reason, String message, OptionalLong left) {
    return new Explanation(
        winner.name(),
        winner.weight(),
        winner.contender().readiness().ready(),
        true,
        reason,
        message,
        left,
        List.of());
  }

  private Explanation other(Contender contender, List<Counterfactual> ways) {
    if (!contender.readiness().ready()) {
      return other(
          contender,
          contender.readiness().reason(),
          contender.readiness().message(),
          OptionalLong.empty(),
          ways);
    }
    Chosen winner = chosen.orElseThrow(); // a ready candidate is never left while none is selected
    int weight = contender.weight();
    String wins =
        "; wins when "
            + ways.stream().map(Counterfactual::toString).collect(Collectors.joining(", or when "));
    String over = winner.name() + " (weight " + winner.weight() + ")";
    OptionalLong none = OptionalLong.empty();
    if (winner.pinned()) {
      return other(
          contender, Reason.OTHER_PINNED, "ready; " + over + " is pinned" + wins, none, ways);
    }
    if (weight > winner.weight()) {
      long left = Math.max(hysteresis.waitNanos(contender), 0);
      return other(
          contender,
          Reason.HYSTERESIS,
          "ready and heavier than " + over + wins,
          OptionalLong.of(left),
          ways);
    }
    return weight == winner.weight()
        ? other(
            contender,
            Reason.LATER_IN_LIST,
            "ready; " + over + " of the same weight was first" + wins,
            none,
            ways)
        : other(
            contender, Reason.LOWER_WEIGHT, "ready; " + over + " is heavier" + wins, none, ways);
  }

  private static Explanation other(
      Contender contender,
      Reason reason,
      String message,
      OptionalLong left,
      List<Counterfactual> ways) {
    return new Explanation(
        contender.name(),
        contender.weight(),
        contender.readiness().ready(),
        false,
        reason,
        message,
        left,
        ways);
  }
}
