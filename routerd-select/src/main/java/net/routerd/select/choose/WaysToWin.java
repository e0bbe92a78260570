package net.routerd.select.choose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.routerd.model.Candidate;
import net.routerd.select.explain.Counterfactual;
import net.routerd.select.explain.Premise;
import net.routerd.select.ready.Obstacle;

/**
 * Works out what would make a candidate win that is not selected (SEL-9): on its own merit, against
 * everybody who may displace the selected one before its own wait is over, or by the loss of all
 * who come before it. Each way is sufficient, which a law carries out.
 */
final class WaysToWin {

  private final List<Contender> contenders;
  private final Hysteresis hysteresis;
  private final Optional<String> pinned;
  private final Optional<Explainer.Chosen> chosen;

  WaysToWin(
      List<Contender> contenders,
      Hysteresis hysteresis,
      Optional<String> pinned,
      Optional<Explainer.Chosen> chosen) {
    this.contenders = contenders;
    this.hysteresis = hysteresis;
    this.pinned = pinned;
    this.chosen = chosen;
  }

  /** Returns the ways of a candidate that is not the chosen one. */
  List<Counterfactual> of(Contender candidate) {
    List<Premise> ready = becomingReady(candidate);
    if (chosen.isEmpty() || pinned.equals(Optional.of(candidate.name()))) {
      return List.of(new Counterfactual(ready)); // it only has to be ready
    }
    Optional<Counterfactual> merit = onMerit(candidate, ready, chosen.get());
    if (merit.isPresent() && merit.get().premises().equals(ready)) {
      return List.of(merit.get()); // it takes over as soon as it is ready, nobody need be lost
    }
    List<Counterfactual> ways = new ArrayList<>();
    merit.ifPresent(ways::add);
    ways.add(byLoss(candidate, ready, chosen.get()));
    return ways;
  }

  private static List<Premise> becomingReady(Contender candidate) {
    List<Premise> premises = new ArrayList<>();
    for (Obstacle obstacle : candidate.readiness().obstacles()) {
      premises.add(
          switch (obstacle.reason()) {
            case DISABLED -> new Premise.Enabled();
            case DRAINED -> new Premise.Undrained();
            default -> new Premise.Ready(obstacle.reason());
          });
    }
    return premises;
  }

  /** Empty where no weight is large enough. */
  private Optional<Counterfactual> onMerit(
      Contender candidate, List<Premise> ready, Explainer.Chosen winner) {
    List<Premise> premises = new ArrayList<>(ready);
    long wait = waitNanos(candidate);
    int enough = enough(candidate, wait, winner);
    if (enough > Candidate.LARGEST_WEIGHT) {
      return Optional.empty();
    }
    if (enough > candidate.weight()) {
      premises.add(new Premise.Weighs(enough));
    }
    if (winner.pinned()) {
      premises.add(new Premise.Unpinned(winner.name()));
    }
    if (wait > 0) {
      premises.add(new Premise.StaysReady(wait));
    }
    return Optional.of(new Counterfactual(premises));
  }

  /** The weight that beats the selected one and whoever may have displaced it after the wait. */
  private int enough(Contender candidate, long wait, Explainer.Chosen winner) {
    int enough = winner.weight() + 1;
    boolean holdEnds = winner.holdNanos().filter(left -> left <= wait).isPresent();
    boolean before = true; // whether the rival stands before the candidate in the list
    for (Contender rival : contenders) {
      if (rival.name().equals(candidate.name())) {
        before = false;
      } else if (!rival.name().equals(winner.name()) && rival.readiness().ready()) {
        long rivalWait = waitNanos(rival);
        if (holdEnds || rivalWait < wait || rivalWait == wait && before) {
          enough = Math.max(enough, rival.weight() + 1);
        } else if (rivalWait == wait) {
          enough = Math.max(enough, rival.weight());
        }
      }
    }
    return enough;
  }

  private long waitNanos(Contender contender) {
    return Math.max(hysteresis.waitNanos(contender), 0);
  }

  private Counterfactual byLoss(Contender candidate, List<Premise> ready, Explainer.Chosen winner) {
    List<Premise> premises = new ArrayList<>(ready);
    int weight = candidate.weight();
    boolean before = true;
    for (Contender rival : contenders) {
      if (rival.name().equals(candidate.name())) {
        before = false;
        continue;
      }
      int other = rival.weight();
      boolean beats = rival.readiness().ready() && (other > weight || other == weight && before);
      if (rival.name().equals(winner.name()) || beats) {
        premises.add(new Premise.Lost(rival.name()));
      }
    }
    return new Counterfactual(premises);
  }
}
