package net.routerd.select;

import static net.routerd.select.Seen.pinned;
import static net.routerd.select.Seen.selected;
import static net.routerd.select.Seen.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.status.CandidateStatus;
import net.routerd.model.status.Reason;

/** What holds of the choice of every policy, in every decision. */
final class SelectionLaws {

  private SelectionLaws() {}

  /** A law that looks at one policy at a time. */
  abstract static class OfPolicy implements Law {

    final Seen seen = new Seen();

    @Override
    public final void decided(Play play, Optional<Decision> before, Decision now) {
      seen.look(play, now);
      for (EgressRoutePolicy policy : play.configuration().all(EgressRoutePolicy.class)) {
        Optional<String> then = before.flatMap(d -> status(d, policy).selectedCandidate());
        decided(play, policy, then, now);
      }
    }

    abstract void decided(Play play, EgressRoutePolicy policy, Optional<String> then, Decision now);
  }

  /** SEL-1, SEL-5, SEL-6. */
  static final class OnlyReadyOnesAreNewlySelected extends OfPolicy {
    @Override
    void decided(Play play, EgressRoutePolicy policy, Optional<String> then, Decision now) {
      Optional<CandidateStatus> chosen = selected(now, policy);
      if (chosen.isPresent() && !then.equals(Optional.of(chosen.get().name()))) {
        assertThat(chosen.get().ready()).as("%s is newly selected: ready", chosen.get()).isTrue();
      }
      if (chosen.isEmpty()) {
        assertThat(status(now, policy).candidates()).noneMatch(CandidateStatus::ready);
        assertThat(status(now, policy).reason()).isEqualTo(Reason.NO_READY_CANDIDATES);
      }
    }
  }

  /** SEL-2, SEL-4: who is chosen of the ready, told from nothing but readiness and its history. */
  static final class TheHeaviestReadyWins extends OfPolicy {
    @Override
    void decided(Play play, EgressRoutePolicy policy, Optional<String> then, Decision now) {
      Optional<CandidateStatus> chosen = selected(now, policy);
      if (chosen.isEmpty() || !chosen.get().ready() || pinned(play, now, policy).isPresent()) {
        return;
      }
      List<CandidateStatus> ready =
          status(now, policy).candidates().stream().filter(CandidateStatus::ready).toList();
      Optional<CandidateStatus> incumbent =
          ready.stream().filter(c -> then.equals(Optional.of(c.name()))).findFirst();
      List<CandidateStatus> contenders =
          incumbent.isEmpty()
              ? ready
              : ready.stream().filter(c -> seen.mayDisplace(play, policy, c)).toList();
      int heaviest = contenders.stream().mapToInt(CandidateStatus::weight).max().orElse(-1);
      CandidateStatus wins =
          incumbent
              .filter(c -> c.weight() >= heaviest)
              .orElseGet(
                  () ->
                      contenders.stream()
                          .filter(c -> c.weight() == heaviest)
                          .findFirst()
                          .orElseThrow());
      assertThat(chosen.get().name())
          .as("selected by %s, after %s, of %s", policy.ref(), then, ready)
          .isEqualTo(wins.name());
    }
  }

  /** ENG-8: who is pinned and ready carries the traffic. */
  static final class ThePinnedOneWins extends OfPolicy {
    @Override
    void decided(Play play, EgressRoutePolicy policy, Optional<String> then, Decision now) {
      pinned(play, now, policy)
          .ifPresent(name -> assertThat(status(now, policy).selectedCandidate()).hasValue(name));
    }
  }

  /** SEL-1, SEL-3: whatever the hysteresis. */
  static final class AnUnreadyOneIsLeftAtOnce extends OfPolicy {

    /** Twice the longest hold: until the first probe, and from it. */
    private static final Duration LONGEST = Duration.ofMillis(2 * (3 * 1000 + 500));

    private final Map<String, Long> heldSince = new HashMap<>();

    @Override
    void decided(Play play, EgressRoutePolicy policy, Optional<String> then, Decision now) {
      String name = policy.metadata().name();
      Optional<CandidateStatus> chosen = selected(now, policy).filter(c -> !c.ready());
      if (chosen.isEmpty()) {
        heldSince.remove(name);
        return;
      }
      assertThat(chosen.get().reason())
          .as("%s is unready and selected", chosen.get())
          .isEqualTo(Reason.HELD);
      assertThat(Seen.check(play, policy, chosen.get().name()))
          .as("held for want of a verdict")
          .hasValueSatisfying(c -> assertThat(Seen.verdict(now, c)).isEqualTo("Unknown"));
      long since = heldSince.computeIfAbsent(name, p -> play.world.nanos);
      assertThat(play.world.nanos - since).as("held for").isLessThan(LONGEST.toNanos());
    }
  }

  /** SEL-4: for any sequence of probes; what an operator asks for is another matter. */
  static final class OnePreemptsOnceASpan extends OfPolicy {

    private final Map<String, Long> preempted = new HashMap<>();
    private final Map<String, Directives> asked = new HashMap<>();

    @Override
    void decided(Play play, EgressRoutePolicy policy, Optional<String> then, Decision now) {
      String name = policy.metadata().name();
      Directives directives = play.world.directives.getOrDefault(name, Directives.NONE);
      if (!directives.equals(asked.put(name, directives))) {
        preempted.keySet().removeIf(key -> key.startsWith(name + "/"));
        return;
      }
      Optional<CandidateStatus> chosen = selected(now, policy);
      boolean preempts =
          chosen.isPresent()
              && then.isPresent()
              && !then.get().equals(chosen.get().name())
              && Seen.isReady(now, policy, then.get());
      if (!preempts || pinned(play, now, policy).isPresent()) {
        return;
      }
      long span = policy.hysteresis().toNanos();
      if (seen.isSpent(policy, chosen.get())) {
        assertThat(seen.readyNanos(play, policy, chosen.get()))
            .as("%s preempts %s having been ready for", chosen.get(), then.get())
            .isGreaterThanOrEqualTo(span);
      }
      Long last = preempted.put(name + "/" + chosen.get().name(), play.world.nanos);
      if (last != null) {
        assertThat(play.world.nanos - last)
            .as("%s preempts again after", chosen.get())
            .isGreaterThanOrEqualTo(span);
      }
    }
  }

  /** SEL-9: every candidate is explained, in order, and one as selected where one is. */
  static final class EveryCandidateIsExplained extends OfPolicy {
    @Override
    void decided(Play play, EgressRoutePolicy policy, Optional<String> then, Decision now) {
      var explanations = now.explanations().getOrDefault(policy.metadata().name(), List.of());
      assertThat(explanations)
          .extracting(e -> e.candidate())
          .containsExactlyElementsOf(policy.candidates().stream().map(c -> c.name()).toList());
      assertThat(explanations).allMatch(e -> !e.message().isEmpty());
      assertThat(explanations.stream().filter(e -> e.selected()).map(e -> e.candidate()))
          .containsExactlyElementsOf(status(now, policy).selectedCandidate().stream().toList());
      assertThat(status(now, policy).phase())
          .isEqualTo(status(now, policy).selectedCandidate().isPresent() ? "Applied" : "Pending");
      assertThat(explanations.stream().flatMapToLong(e -> e.remainingNanos().stream()).boxed())
          .as("who waits for time, and when the next decision comes")
          .allMatch(
              left ->
                  left == 0 || now.wakeUpNanos().orElse(Long.MAX_VALUE) <= play.world.nanos + left);
    }
  }
}
