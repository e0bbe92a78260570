package net.routerd.select;

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

  /**
   * Where more is configured or stands, to decide from scratch takes too long to be done beside.
   */
  private static final int MOST = 256;

  private final Settings settings;
  private final Deque<Link> ahead = new ArrayDeque<>();
  private final Map<LinkName, Foreseen> foreseen = new HashMap<>();
  private @Nullable Situation situation;

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
   * @param memory what it left
   * @param now when
   */
  void decided(RouterConfig configuration, Observations seen, Memory memory, Moment now) {
    boolean tooMuch = configuration.resources().size() + seen.kernel().routes().size() > MOST;
    Situation before = situation;
    Situation next = tooMuch ? null : new Situation(configuration, seen, memory, now);
    situation = next;
    if (next == null || before == null || !next.isLike(before)) {
      foreseen.clear();
      ahead.clear();
      if (next != null) {
        ahead.addAll(next.devices(settings.protocol()));
      }
    }
  }

  /** Returns when {@link #look} has something to do, on the monotonic clock; empty for never. */
  OptionalLong dueNanos() {
    if (situation != null && !ahead.isEmpty()) {
      return OptionalLong.of(situation.at().nanos());
    }
    return foreseen.values().stream()
        .flatMapToLong(ahead -> ahead.untilNanos().stream())
        .reduce((a, b) -> a - b < 0 ? a : b);
  }

  /** Decides ahead for one device. */
  void look(Moment now) {
    foreseen.values().stream()
        .filter(known -> !known.holdsAt(now))
        .sorted(Comparator.comparing(known -> known.up().name()))
        .forEach(known -> ahead.add(known.up()));
    ahead.forEach(link -> foreseen.remove(link.name()));
    Situation known = situation;
    Link next = ahead.poll();
    if (known != null && next != null) {
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
  }

  /**
   * Returns what is decided now, where that is known.
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
    return ready != null && ready.isOf(other) && ready.holdsAt(now)
        ? Optional.of(ready)
        : Optional.empty();
  }
}
