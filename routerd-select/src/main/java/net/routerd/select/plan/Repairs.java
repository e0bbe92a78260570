package net.routerd.select.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.persistent.Differences;
import net.routerd.model.persistent.PersistentMap;
import net.routerd.model.route.RouteChange;
import net.routerd.select.Moment;
import net.routerd.select.Refusal;

/**
 * What was installed, and how often it had to be installed again because somebody took it away
 * (RT-4). From the sixth time within 60 seconds on, each waits twice as long as the one before,
 * from 200 ms up to 10 s; so a fight that does not end costs one change every six seconds or so,
 * and the first deletions are mended at once.
 *
 * <p>What the kernel itself removes does not count: when the device of a route has changed in any
 * way, or one that has its preferred source, all that is known of the route is forgotten. The
 * kernel removes no rules.
 *
 * @param installed what was last installed
 * @param again when it had to be installed again within the last 60 seconds, on the monotonic
 *     clock, by {@link Refusal#subject}
 * @param links the devices at the last decision
 */
public record Repairs(
    Installed installed, Map<Object, List<Long>> again, Map<LinkName, Link> links) {

  /** Nothing installed. */
  public static final Repairs NONE = new Repairs(Installed.NOTHING, Map.of(), Map.of());

  private static final int AT_ONCE = 5;
  private static final long SPAN = Duration.ofSeconds(60).toNanos();
  private static final long FIRST_DELAY = Duration.ofMillis(200).toNanos();
  private static final long LAST_DELAY = Duration.ofSeconds(10).toNanos();

  /** Copies what is not persistent. */
  public Repairs {
    again = Map.copyOf(again);
    links = PersistentMap.keep(links);
  }

  /**
   * Takes in what happened since the last decision.
   *
   * @param applied the changes that the kernel acknowledged, in their order
   * @param nextLinks the devices now
   * @param now the time of the decision
   * @return what is known now
   */
  public Repairs fold(List<RouteChange> applied, Map<LinkName, Link> nextLinks, Moment now) {
    if (applied.isEmpty() && !ages(now) && links.equals(nextLinks)) {
      return this;
    }
    Set<LinkName> changed = changed(nextLinks);
    Installed standing = installed.without(changed, links, nextLinks);
    Map<Object, List<Long>> nextAgain = new HashMap<>(again);
    nextAgain.keySet().removeIf(subject -> standing.at(subject).isEmpty());
    Map<Object, Optional<Object>> news = new HashMap<>();
    for (RouteChange change : applied) {
      Object subject = Refusal.subject(change);
      Optional<Object> target = Installed.target(change);
      Optional<Object> known = news.getOrDefault(subject, standing.at(subject));
      if (target.isPresent() && target.equals(known)) {
        nextAgain.merge(subject, List.of(now.nanos()), Repairs::joined);
      } else {
        nextAgain.remove(subject);
      }
      news.put(subject, target);
    }
    nextAgain.replaceAll((s, times) -> times.stream().filter(t -> !isPast(t, now)).toList());
    nextAgain.values().removeIf(List::isEmpty);
    return new Repairs(standing.with(news), nextAgain, nextLinks);
  }

  private static List<Long> joined(List<Long> before, List<Long> more) {
    List<Long> all = new ArrayList<>(before);
    all.addAll(more);
    return all;
  }

  private static boolean isPast(long at, Moment now) {
    return now.nanos() - at > SPAN;
  }

  private boolean ages(Moment now) {
    for (List<Long> times : again.values()) {
      if (isPast(times.getFirst(), now)) {
        return true;
      }
    }
    return false;
  }

  private Set<LinkName> changed(Map<LinkName, Link> next) {
    Set<LinkName> changed = new HashSet<>();
    Differences.between(links, next, (name, before, after) -> changed.add(name));
    return changed;
  }

  /**
   * Returns which of the changes only mended what was there before, as the log has a line for each.
   *
   * @param applied the changes that {@link #fold} takes in
   * @return those that install what is installed already as far as anybody knew
   */
  public List<RouteChange> mending(List<RouteChange> applied) {
    return applied.isEmpty() ? List.of() : applied.stream().filter(this::installsTheSame).toList();
  }

  private boolean installsTheSame(RouteChange change) {
    Optional<Object> target = Installed.target(change);
    return target.isPresent() && target.equals(installed.at(Refusal.subject(change)));
  }

  /**
   * Somebody takes an object away again and again.
   *
   * @param installed the route, the rule or the nexthop object
   * @param times how often it was mended within the last 60 seconds
   * @param nextNanos when it may be mended again, on the monotonic clock
   * @param overNanos when the fight is over unless it goes on, on the same clock
   */
  public record Fight(Object installed, int times, long nextNanos, long overNanos) {

    /** Tells whether a change would put the object back. */
    boolean isMendedBy(RouteChange change) {
      return Installed.target(change).equals(Optional.of(installed));
    }

    /**
     * Returns how the fight shows.
     *
     * @return a sentence
     */
    public String words() {
      return installed
          + ": mended "
          + times
          + " times within 60s and gone again; find who takes it away (ip monitor route rule"
          + " tells when) and let it leave what has our protocol number alone";
    }
  }

  /**
   * Returns what is fought over.
   *
   * @return the fights, by {@link Refusal#subject}
   */
  public Map<Object, Fight> fights() {
    Map<Object, Fight> fights = new HashMap<>();
    again.forEach(
        (subject, times) -> {
          int over = times.size() - AT_ONCE;
          if (over > 0) {
            long delay = Math.min(FIRST_DELAY << Math.min(over - 1, 16), LAST_DELAY);
            long last = times.getLast() + delay;
            fights.put(
                subject,
                new Fight(
                    installed.at(subject).orElseThrow(),
                    times.size(),
                    last,
                    times.get(over - 1) + SPAN + 1));
          }
        });
    return fights;
  }

  /**
   * Returns when time alone changes something next: a mending is due, or a fight is over.
   *
   * @param now the time of the decision
   * @return a time on the monotonic clock behind it; empty if there is none
   */
  public OptionalLong nextNanos(Moment now) {
    if (again.isEmpty()) {
      return OptionalLong.empty();
    }
    return fights().values().stream()
        .flatMapToLong(fight -> LongStream.of(fight.nextNanos(), fight.overNanos()))
        .filter(time -> time - now.nanos() > 0)
        .min();
  }
}
