package net.routerd.select;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.routerd.model.RouterConfig;
import net.routerd.model.link.Link;
import net.routerd.model.link.OperState;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RoutePlan;
import org.jspecify.annotations.Nullable;

/**
 * What would change in the kernel if a device lost its carrier, decided while nobody waits for it;
 * routing protocols call it a precomputed repair path (RFC 5714). It is what will be decided then:
 * once anything that it follows from is another one, it is forgotten.
 */
final class Foresight {

  /** Passes after a decision, and between two looks: packets may wait for what else there is. */
  private static final long REST_NANOS = Duration.ofMillis(20).toNanos();

  /** Where more is configured, wanted or stands, to decide from scratch takes too long. */
  private static final int MOST = 256;

  private final Settings settings;
  private final Deque<Link> ahead = new ArrayDeque<>();
  private final Map<LinkName, Foreseen> foreseen = new HashMap<>();
  private @Nullable Situation situation;
  private long restUntilNanos;

  /**
   * What will be decided.
   *
   * @param up the device before
   * @param routes see {@link Decision#routes}
   * @param plan see {@link Decision#plan}
   * @param untilNanos when time alone may change it, on the monotonic clock; empty for never
   */
  record Foreseen(Link up, List<DesiredRoute> routes, RoutePlan plan, OptionalLong untilNanos) {

    boolean holdsAt(Moment now) {
      return untilNanos.isEmpty() || now.nanos() - untilNanos.getAsLong() < 0;
    }

    boolean isOf(Link lost) {
      return !lost.carrier() && lost.equals(up.withoutCarrier(lost.operState()));
    }
  }

  Foresight(Settings settings) {
    this.settings = settings;
  }

  /**
   * Takes in a decision.
   *
   * @param configuration what it was made of
   * @param seen the same
   * @param decision the decision
   * @param now when
   */
  void decided(RouterConfig configuration, Observations seen, Decision decision, Moment now) {
    int all =
        configuration.resources().size() + seen.kernel().routes().size() + decision.routes().size();
    Situation before = situation;
    Situation next =
        all > MOST
            ? null
            : new Situation(configuration, seen, decision.memory(), now, decision.wakeUpNanos());
    situation = next;
    if (next == null || before == null || !next.isLike(before)) {
      foreseen.clear();
      ahead.clear();
      if (next != null) {
        ahead.addAll(next.devices(settings.protocol()));
        restUntilNanos = now.nanos() + REST_NANOS;
      }
    }
  }

  /** Returns when {@link #look} has something to do, on the monotonic clock; empty for never. */
  OptionalLong dueNanos() {
    OptionalLong over =
        foreseen.values().stream()
            .flatMapToLong(known -> known.untilNanos().stream())
            .reduce((a, b) -> a - b < 0 ? a : b);
    boolean rests = over.isPresent() && over.getAsLong() - restUntilNanos < 0;
    return rests || !ahead.isEmpty() ? OptionalLong.of(restUntilNanos) : over;
  }

  /**
   * Decides ahead for one device, if it is time. Where time alone has changed the last decision,
   * the next one is due, and is waited for: what follows from it is not known.
   */
  void look(Moment now) {
    OptionalLong due = dueNanos();
    Situation known = situation;
    if (known == null || due.isEmpty() || now.nanos() - due.getAsLong() < 0) {
      return;
    }
    restUntilNanos = now.nanos() + REST_NANOS;
    if (!known.isOf(now)) {
      return;
    }
    foreseen.values().stream()
        .filter(one -> !one.holdsAt(now))
        .sorted(Comparator.comparing(one -> one.up().name()))
        .forEach(one -> ahead.add(one.up()));
    ahead.forEach(link -> foreseen.remove(link.name()));
    Link next = ahead.remove();
    Decision decision =
        new Decider(settings)
            .decide(
                known.configuration(),
                known.with(next.withoutCarrier(OperState.DOWN), now),
                known.memory(),
                now);
    foreseen.put(
        next.name(),
        new Foreseen(next, decision.routes(), decision.plan(), decision.wakeUpNanos()));
  }

  /**
   * Returns what is decided now, where that is known and changes something.
   *
   * @param configuration what is wanted
   * @param seen what is known of the world
   * @param memory what the last decision left
   * @param now the time
   * @return empty unless the one thing that is new is a device without its carrier
   */
  Optional<Foreseen> find(
      RouterConfig configuration, Observations seen, Memory memory, Moment now) {
    Situation known = situation;
    if (foreseen.isEmpty() || known == null || !known.goesOn(configuration, seen, memory, now)) {
      return Optional.empty();
    }
    Link other = known.onlyOther(seen);
    if (other == null) {
      return Optional.empty();
    }
    Foreseen ready = foreseen.get(other.name());
    return ready != null && ready.isOf(other) && ready.holdsAt(now) && !ready.plan().isEmpty()
        ? Optional.of(ready)
        : Optional.empty();
  }
}
