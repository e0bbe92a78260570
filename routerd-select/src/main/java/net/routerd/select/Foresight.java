package net.routerd.select;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import net.routerd.model.RouterConfig;
import net.routerd.model.link.Link;
import net.routerd.model.link.OperState;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.RoutePlan;
import net.routerd.select.Prepared.Foreseen;
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
  private Map<LinkName, Foreseen> foreseen = Map.of();
  private Prepared prepared = Prepared.NOTHING;
  private @Nullable Situation situation;
  private long restUntilNanos;

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
            : new Situation(
                configuration,
                seen,
                decision.memory(),
                decision.routes(),
                now,
                decision.wakeUpNanos());
    situation = next;
    if (next == null || before == null || !next.isLike(before)) {
      foreseen = Map.of();
      ahead.clear();
      if (next != null) {
        ahead.addAll(next.devices(settings.protocol()));
        restUntilNanos = now.nanos() + REST_NANOS;
      }
    }
    prepare();
  }

  private void prepare() {
    prepared =
        situation == null || foreseen.isEmpty()
            ? Prepared.NOTHING
            : new Prepared(situation, foreseen);
  }

  /** Returns what is known ahead. */
  Prepared prepared() {
    return prepared;
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
        .filter(one -> !one.holdsAt(now.nanos()))
        .sorted(Comparator.comparing(one -> one.up().name()))
        .forEach(one -> ahead.add(one.up()));
    Map<LinkName, Foreseen> next = new HashMap<>(foreseen);
    ahead.forEach(link -> next.remove(link.name()));
    Link up = ahead.remove();
    next.put(up.name(), foresee(known, up, now));
    foreseen = Map.copyOf(next);
    prepare();
  }

  private Foreseen foresee(Situation known, Link up, Moment now) {
    Decision decision =
        new Decider(settings)
            .decide(
                known.configuration(),
                known.with(up.withoutCarrier(OperState.DOWN), now),
                known.memory(),
                now);
    boolean watched = !WatchedKeys.grow(known.routes(), decision.routes());
    RoutePlan plan = watched ? decision.plan() : RoutePlan.EMPTY;
    return new Foreseen(up, plan, decision.wakeUpNanos());
  }
}
