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
import net.routerd.select.health.HealthFold;
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
    contenders.forEach(c -> candidates.put(c.candidate().name(), remember(c)));
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
    Optional<PolicyMemory.Hold> hold = incumbent.flatMap(this::hold);
    Optional<Contender> stays = incumbent.filter(c -> c.readiness().ready() || hold.isPresent());
    Optional<Contender> chosen = pinned().or(() -> stays.map(this::challenged)).or(this::best);
    boolean changed = !name(chosen).equals(before.selected());
    boolean held = chosen.isPresent() && !chosen.get().readiness().ready();
    PolicyMemory memory =
        new PolicyMemory(
            name(chosen),
            before.everSelected() || chosen.isPresent(),
            held ? hold : Optional.empty(),
            changed ? Optional.of(now.wall()) : before.lastTransition(),
            candidates);
    Optional<Explainer.Chosen> winner =
        chosen.map(
            c ->
                new Explainer.Chosen(
                    c,
                    !held && directives.pinned().equals(name(chosen)),
                    memory.hold().map(h -> holdEnd(c, h) - now.nanos())));
    List<Explanation> explanations =
        new Explainer(contenders, hysteresis, directives.pinned(), winner).explain();
    boolean ticking = held || contenders.stream().anyMatch(hysteresis::isRunning);
    return new Selection(chosen, held, explanations, memory, wakeUp(explanations), ticking);
  }

  private CandidateMemory remember(Contender contender) {
    CandidateMemory old =
        before.candidates().getOrDefault(contender.candidate().name(), CandidateMemory.NEW);
    boolean ready = contender.readiness().ready();
    OptionalLong since =
        !ready
            ? OptionalLong.empty()
            : old.readySince().isPresent() ? old.readySince() : OptionalLong.of(now.nanos());
    return new CandidateMemory(since, freshness(contender, old, ready));
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

  /** Returns the hold of the selected candidate, empty if it needs none or its time is over. */
  private Optional<PolicyMemory.Hold> hold(Contender incumbent) {
    if (!incumbent.readiness().onlyHealthUnknown() || incumbent.health().isEmpty()) {
      return Optional.empty();
    }
    long since = before.hold().map(PolicyMemory.Hold::sinceNanos).orElse(now.nanos());
    OptionalLong first =
        before.hold().map(PolicyMemory.Hold::firstProbeNanos).orElse(OptionalLong.empty());
    if (first.isEmpty()) {
      OptionalLong probe = incumbent.health().get().firstProbeNanos();
      first = probe.isPresent() && probe.getAsLong() - since >= 0 ? probe : OptionalLong.empty();
    }
    PolicyMemory.Hold hold = new PolicyMemory.Hold(since, first);
    return now.nanos() - holdEnd(incumbent, hold) < 0 ? Optional.of(hold) : Optional.empty();
  }

  private static long holdEnd(Contender held, PolicyMemory.Hold hold) {
    return hold.startNanos() + HealthFold.failsAfterNanos(held.health().orElseThrow().spec());
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
    return ends.stream().mapToLong(Long::longValue).min();
  }
}
