package net.routerd.select.choose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.select.Directives;
import net.routerd.select.Moment;
import net.routerd.select.explain.Explanation;
import net.routerd.select.health.Judgement;
import net.routerd.select.health.Verdict;

/** Highest weight among the ready, with holds and hysteresis (SEL-1 to SEL-6). */
public final class Selector {

  private final List<Contender> contenders;
  private final PolicyMemory before;
  private final Directives directives;
  private final Moment now;
  private final Map<String, CandidateMemory> candidates = new HashMap<>();
  private final Hysteresis hysteresis;

  private Selector(
      EgressRoutePolicy policy,
      List<Contender> contenders,
      PolicyMemory before,
      Directives directives,
      Moment now) {
    this.contenders = contenders;
    this.before = before;
    this.directives = directives;
    this.now = now;
    contenders.forEach(c -> candidates.put(c.name(), remember(c)));
    hysteresis = new Hysteresis(policy.hysteresis().toNanos(), candidates, now.nanos());
  }

  /**
   * Chooses.
   *
   * @param policy the policy
   * @param contenders its candidates in the order of the configuration
   * @param before what was remembered
   * @param directives what an operator asked for
   * @param now the time of the decision
   * @return the choice
   */
  public static Selection select(
      EgressRoutePolicy policy,
      List<Contender> contenders,
      PolicyMemory before,
      Directives directives,
      Moment now) {
    return new Selector(policy, contenders, before, directives, now).select();
  }

  private Selection select() {
    Optional<Contender> incumbent = before.selected().flatMap(this::find);
    Optional<Contender> stays = incumbent.filter(c -> c.readiness().ready() || hold(c).isPresent());
    Optional<Contender> chosen = pinned().or(() -> stays.map(this::challenged)).or(this::best);
    boolean changed = !name(chosen).equals(before.selected());
    boolean held = chosen.isPresent() && !chosen.get().readiness().ready();
    PolicyMemory memory =
        new PolicyMemory(
            name(chosen),
            before.everSelected() || chosen.isPresent(),
            changed ? Optional.of(now.wall()) : before.lastTransition(),
            candidates);
    Optional<Explainer.Chosen> winner =
        chosen.map(
            c ->
                new Explainer.Chosen(
                    c,
                    !held && directives.pinned().equals(name(chosen)),
                    hold(c).map(h -> h.endNanos(health(c)) - now.nanos())));
    List<Explanation> explanations =
        new Explainer(contenders, hysteresis, directives.pinned(), winner).explain();
    boolean ticking = held || contenders.stream().anyMatch(hysteresis::isRunning);
    return new Selection(chosen, held, explanations, memory, wakeUp(explanations), ticking);
  }

  private CandidateMemory remember(Contender contender) {
    CandidateMemory old = before.of(contender.name());
    boolean ready = contender.readiness().ready();
    OptionalLong since =
        !ready
            ? OptionalLong.empty()
            : old.readySince().isPresent() ? old.readySince() : OptionalLong.of(now.nanos());
    return new CandidateMemory(since, freshness(contender, old, ready), nextHold(contender, old));
  }

  private static Freshness freshness(Contender contender, CandidateMemory old, boolean ready) {
    return switch (old.freshness()) {
      case SPENT -> Freshness.SPENT;
      case FRESH -> ready ? Freshness.FRESH : Freshness.SPENT;
      case UNSEEN -> {
        boolean judged = contender.health().map(h -> h.verdict() != Verdict.UNKNOWN).orElse(true);
        yield ready ? Freshness.FRESH : judged ? Freshness.SPENT : Freshness.UNSEEN;
      }
    };
  }

  private Optional<Contender> find(String name) {
    return contenders.stream().filter(c -> c.candidate().name().equals(name)).findFirst();
  }

  private static Optional<String> name(Optional<Contender> contender) {
    return contender.map(c -> c.candidate().name());
  }

  /** Returns the hold of a candidate, empty if it needs none or its time is over. */
  private Optional<Hold> nextHold(Contender contender, CandidateMemory old) {
    boolean counted =
        old.hold().isPresent()
            || old.readySince().isPresent()
            || before.selected().equals(Optional.of(contender.name()));
    if (!counted || !contender.readiness().onlyHealthUnknown() || contender.health().isEmpty()) {
      return Optional.empty();
    }
    Judgement health = health(contender);
    Hold hold = old.hold().orElseGet(() -> Hold.since(now.nanos())).probed(health);
    return Optional.of(hold).filter(h -> now.nanos() - h.endNanos(health) < 0);
  }

  private Optional<Hold> hold(Contender contender) {
    return candidates.getOrDefault(contender.name(), CandidateMemory.NEW).hold();
  }

  private static Judgement health(Contender held) {
    return held.health().orElseThrow();
  }

  private Optional<Contender> pinned() {
    return directives.pinned().flatMap(this::find).filter(c -> c.readiness().ready());
  }

  /** Returns who displaces the incumbent now, or the incumbent (SEL-4). */
  private Contender challenged(Contender incumbent) {
    Contender heaviest = incumbent; // the first of equals
    for (Contender contender : contenders) {
      if (contender.readiness().ready()
          && contender.candidate().weight() > heaviest.candidate().weight()
          && hysteresis.waitNanos(contender) <= 0) {
        heaviest = contender;
      }
    }
    return heaviest;
  }

  private Optional<Contender> best() {
    Optional<Contender> best = Optional.empty();
    for (Contender contender : contenders) {
      boolean heavier =
          best.isEmpty() || contender.candidate().weight() > best.get().candidate().weight();
      if (contender.readiness().ready() && heavier) {
        best = Optional.of(contender);
      }
    }
    return best;
  }

  private OptionalLong wakeUp(List<Explanation> explanations) {
    List<Long> ends = new ArrayList<>();
    explanations.forEach(e -> e.remainingNanos().ifPresent(left -> ends.add(now.nanos() + left)));
    contenders.forEach(c -> hold(c).ifPresent(h -> ends.add(h.endNanos(health(c)))));
    return ends.stream().mapToLong(Long::longValue).min();
  }
}
