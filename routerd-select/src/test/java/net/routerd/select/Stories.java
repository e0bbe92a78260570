package net.routerd.select;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ArbitrarySupplier;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.routerd.model.WhenUnresolved;
import net.routerd.model.net.IpFamily;

/** Generated stories; they shrink to few uplinks, few policies and few events. */
public final class Stories implements ArbitrarySupplier<Story> {

  /** For jqwik, which makes it by reflection. */
  public Stories() {}

  @Override
  public Arbitrary<Story> get() {
    return Combinators.combine(setups(), events().list().ofMinSize(5).ofMaxSize(35))
        .as(Setup::story);
  }

  static Arbitrary<Setup> setups() {
    Arbitrary<Setup.Uplink> uplink =
        Combinators.combine(
                Arbitraries.of(Setup.Access.class),
                Arbitraries.of(true, true, false),
                Arbitraries.of(false, true),
                Arbitraries.integers().between(1, 3),
                Arbitraries.integers().between(1, 3))
            .as(Setup.Uplink::new);
    Arbitrary<Setup.Member> member =
        Combinators.combine(
                Arbitraries.integers().between(0, Setup.UPLINKS - 1),
                Arbitraries.integers().between(0, 3),
                Arbitraries.of(true, true, true, true, false))
            .as(Setup.Member::new);
    Arbitrary<Setup.Policy> policy =
        Combinators.combine(
                Arbitraries.of(IpFamily.class),
                Arbitraries.of(0, 3, 10),
                member.list().ofMinSize(1).ofMaxSize(4).uniqueElements(Setup.Member::uplink),
                Arbitraries.of(false, true),
                Arbitraries.of(false, false, true),
                Arbitraries.of(WhenUnresolved.class))
            .as(Setup.Policy::new);
    return Combinators.combine(
            uplink.list().ofSize(Setup.UPLINKS), policy.list().ofMinSize(1).ofMaxSize(3))
        .as(Setup::new);
  }

  static Arbitrary<Event> events() {
    return Arbitraries.frequencyOf(
        Tuple.of(10, check(Verb.PASS)),
        Tuple.of(7, check(Verb.FAIL)),
        Tuple.of(9, Arbitraries.of("1s", "1s", "1s", "4s", "11s").map(Stories::waiting)),
        Tuple.of(6, links()),
        Tuple.of(3, lateResults()),
        Tuple.of(2, programs()),
        Tuple.of(2, operators()),
        Tuple.of(2, reloads()),
        Tuple.of(2, strangers()));
  }

  private static Event waiting(String span) {
    return Event.of(Verb.WAIT, span);
  }

  private static Arbitrary<Integer> number() {
    return Arbitraries.integers().between(0, Setup.UPLINKS - 1);
  }

  private static Arbitrary<String> checkName() {
    return Combinators.combine(number(), Arbitraries.of(IpFamily.class)).as(Setup::checkName);
  }

  private static Arbitrary<Event> check(Verb verb) {
    return checkName().map(name -> Event.of(verb, name));
  }

  private static Arbitrary<Event> lateResults() {
    return Arbitraries.oneOf(
        check(Verb.SEND),
        Combinators.combine(checkName(), Arbitraries.of("PASSED", "TIMEOUT", "NO_PATH"))
            .as((name, outcome) -> Event.of(Verb.ARRIVE, name, outcome)),
        Arbitraries.just(Event.of(Verb.SUSPEND, "20s")));
  }

  private static Arbitrary<Event> links() {
    return Arbitraries.oneOf(
        number().map(i -> Event.of(Verb.PLUG, "wan" + i)),
        number().map(i -> Event.of(Verb.PLUG, "wan" + i)),
        number().map(i -> Event.of(Verb.UNPLUG, "wan" + i)),
        number().map(i -> Event.of(Verb.DOWN, "wan" + i)),
        number().map(i -> Event.of(Verb.REMOVE, "wan" + i)),
        Combinators.combine(number(), Arbitraries.integers().between(10, 40)).as(Setup::link),
        number().map(i -> Event.of(Verb.RENAME, "wan" + i, "lan" + i)),
        number().map(i -> Event.of(Verb.RENAME, "lan" + i, "wan" + i)),
        number().map(i -> Event.of(Verb.ADDRESS, "wan" + i, "10.0." + i + ".7/24")),
        number().map(i -> Event.of(Verb.ADDRESS, "wan" + i)));
  }

  private static Arbitrary<Event> programs() {
    return Arbitraries.oneOf(
        Combinators.combine(
                number(), Arbitraries.of(IpFamily.class), Arbitraries.integers().between(1, 20))
            .as(Setup::lease),
        number().map(i -> Event.of(Verb.PUBLISH, "DHCPv4Client/wan" + i, "Expired")),
        number().map(i -> Event.of(Verb.PUBLISH, "PPPoESession/wan" + i, "Dialing")),
        number()
            .map(
                i ->
                    Event.of(Verb.PUBLISH, "PPPoESession/wan" + i, "Connected", "device=wan" + i)));
  }

  private static Arbitrary<String> policyName() {
    return Arbitraries.of("p0", "p1", "p2");
  }

  private static Arbitrary<Event> operators() {
    return Arbitraries.oneOf(
        policyName().map(p -> Event.of(Verb.RELEASE, p)),
        Combinators.combine(Arbitraries.of(Verb.DRAIN, Verb.PIN), policyName(), number())
            .as((verb, p, i) -> Event.of(verb, p, "wan" + i)));
  }

  private static Arbitrary<Event> reloads() {
    Arbitrary<String> resource = checkName().map(name -> "HealthCheck/" + name);
    return Arbitraries.oneOf(
        Combinators.combine(
                resource,
                Arbitraries.of("healthyThreshold", "unhealthyThreshold"),
                Arbitraries.integers().between(1, 3))
            .as((check, field, value) -> Event.of(Verb.SET, check, field, value)),
        number().map(i -> Event.of(Verb.SET, "HealthCheck/check" + i, "target", "9.9.9." + i)),
        Combinators.combine(
                Arbitraries.of("IPv4Route/r", "IPv6Route/r"),
                Arbitraries.of(0, 1, 2),
                Arbitraries.of(0, 3))
            .as((kind, p, more) -> Event.of(Verb.SET, kind + p, "metric", 10 * (p + 1) + more)),
        Combinators.combine(
                Arbitraries.of("IPv4Route/r", "IPv6Route/r"),
                Arbitraries.of(0, 1, 2),
                Arbitraries.of(true, false))
            .as((kind, p, standby) -> Event.of(Verb.SET, kind + p, "standby", standby)));
  }

  private static Arbitrary<Event> strangers() {
    return Arbitraries.oneOf(
        Arbitraries.just(Event.of(Verb.FLUSH)),
        Arbitraries.just(Event.of(Verb.YIELD)),
        Combinators.combine(Arbitraries.of("r", "follower"), Arbitraries.of(0, 1, 2), number())
            .as((name, p, i) -> Event.of(Verb.INTRUDE, name + p, "wan" + i)));
  }
}
