package net.routerd.select;

import static net.routerd.select.Given.dev;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.withAddresses;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import net.routerd.model.DurationText;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.HealthCheck;
import net.routerd.model.IpRoute;
import net.routerd.model.RouterConfig;
import net.routerd.model.probe.ProbeOutcome;

/** What can happen in a timeline. The comment shows the line. */
enum Verb {
  /** {@code link wan0 10 10.0.0.2/24}: the device is there and up, made anew if it was there. */
  LINK(Subject.DEVICE, (play, words) -> play.link(up(words[0], number(words[1]), rest(words, 2)))),
  /** {@code unplug wan0}. */
  UNPLUG(Subject.DEVICE, (play, words) -> play.world.unplug(words[0])),
  /** {@code plug wan0}. */
  PLUG(Subject.DEVICE, (play, words) -> play.world.plug(words[0])),
  /** {@code down wan0}: set down by somebody; the kernel drops its routes. */
  DOWN(Subject.DEVICE, (play, words) -> play.world.setDown(words[0])),
  /** {@code remove wan0}. */
  REMOVE(Subject.DEVICE, (play, words) -> play.world.remove(words[0])),
  /** {@code rename wan0 lan0}: nothing happens where the new name is taken. */
  RENAME(Subject.DEVICE, (play, words) -> play.world.rename(words[0], words[1])),
  /** {@code address wan0 10.0.0.3/24}: these addresses and no others. */
  ADDRESS(
      Subject.DEVICE,
      (play, words) -> play.world.change(words[0], l -> withAddresses(l, rest(words, 1)))),
  /** {@code publish PPPoESession/wan1 Connected device=wan1}: the program publishes a status. */
  PUBLISH(
      Subject.ANY,
      (play, words) -> play.world.publish(words[0], words[1], (Object[]) pairs(words, 2))),
  /** {@code lease DHCPv4Client/wan2 10s Bound device=wan2 gateway=10.0.2.1}: one that expires. */
  LEASE(
      Subject.ANY,
      (play, words) ->
          play.world.lease(words[0], span(words[1]), words[2], (Object[]) pairs(words, 3))),
  /** {@code pass check0}: a probe along the present path, if there is one, passes. */
  PASS(Subject.CHECK, (play, words) -> play.probe(words[0], ProbeOutcome.Kind.PASSED)),
  /** {@code fail check0}: a probe along the present path, if there is one, times out. */
  FAIL(Subject.CHECK, (play, words) -> play.probe(words[0], ProbeOutcome.Kind.TIMEOUT)),
  /** {@code send check0}: a probe is sent; it may hang, or its result may arrive late. */
  SEND(Subject.CHECK, (play, words) -> play.send(words[0])),
  /** {@code arrive check0 PASSED}: the result of what was sent, if it was. */
  ARRIVE(
      Subject.CHECK, (play, words) -> play.arrive(words[0], ProbeOutcome.Kind.valueOf(words[1]))),
  /** {@code drain p0 wan0}. */
  DRAIN(
      Subject.POLICY,
      (play, words) -> play.direct(words[0], d -> new Directives(Set.of(words[1]), d.pinned()))),
  /** {@code pin p0 wan0}. */
  PIN(
      Subject.POLICY,
      (play, words) ->
          play.direct(words[0], d -> new Directives(d.drained(), Optional.of(words[1])))),
  /** {@code release p0}. */
  RELEASE(Subject.POLICY, (play, words) -> play.direct(words[0], d -> Directives.NONE)),
  /** {@code set HealthCheck/check0 interval 2s}: a reload with one other value. */
  SET(Subject.RESOURCE, (play, words) -> play.set(words[0], words[1], words[2])),
  /** {@code wait 1s}. */
  WAIT(Subject.NOTHING, (play, words) -> play.world.advance(span(words[0]))),
  /** {@code suspend 20s}: time in which the probe loop does not run. */
  SUSPEND(Subject.NOTHING, (play, words) -> play.world.suspend(span(words[0]))),
  /** {@code flush}: somebody deletes all routes and rules of ours. */
  FLUSH(Subject.NOTHING, (play, words) -> play.flush()),
  /** {@code intrude r0 wan1}: a foreign route takes the place of a route resource. */
  INTRUDE(Subject.ROUTE, (play, words) -> play.intrude(words[0], words[1])),
  /** {@code yield}: all foreign routes go. */
  YIELD(Subject.NOTHING, (play, words) -> play.world.kernel.routes.removeIf(play::isForeign));

  /** What the first word names. */
  enum Subject {
    NOTHING((configuration, name) -> true),
    ANY((configuration, name) -> true),
    DEVICE((configuration, name) -> !dev(name).toString().isEmpty()),
    CHECK((configuration, name) -> names(configuration, HealthCheck.KIND, name)),
    POLICY((configuration, name) -> names(configuration, EgressRoutePolicy.KIND, name)),
    ROUTE(
        (configuration, name) ->
            configuration.all(IpRoute.class).stream()
                .anyMatch(r -> r.metadata().name().equals(name))),
    RESOURCE((configuration, name) -> configuration.resources().containsKey(Given.ref(name)));

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final BiPredicate<RouterConfig, String> there;

    Subject(BiPredicate<RouterConfig, String> there) {
      this.there = there;
    }

    boolean isIn(RouterConfig configuration, String name) {
      return there.test(configuration, name);
    }

    private static boolean names(RouterConfig configuration, String kind, String name) {
      return configuration.resources().containsKey(Given.ref(kind + "/" + name));
    }
  }

  private interface Action {
    void happen(Play play, String[] words);
  }

  private final Subject subject;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final Action action;

  Verb(Subject subject, Action action) {
    this.subject = subject;
    this.action = action;
  }

  static Verb parse(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  Subject subject() {
    return subject;
  }

  void happen(Play play, List<String> words) {
    action.happen(play, words.toArray(String[]::new));
  }

  private static int number(String word) {
    return Integer.parseInt(word);
  }

  private static Duration span(String word) {
    return DurationText.parse(word);
  }

  private static String[] rest(String[] words, int from) {
    return List.of(words).subList(from, words.length).toArray(String[]::new);
  }

  /** Splits {@code key=value} words. */
  private static String[] pairs(String[] words, int from) {
    List<String> pairs = new ArrayList<>();
    for (String word : rest(words, from)) {
      pairs.addAll(List.of(word.split("=", 2)));
    }
    return pairs.toArray(String[]::new);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
