package net.routerd.testkit;

import java.util.Optional;
import net.routerd.model.net.IpFamily;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.model.route.RouteType;
import net.routerd.testkit.KernelChange.By;

/**
 * Somebody else on the machine: an administrator, a DHCP client, another routing daemon. Routes are
 * written in the words of ip-route(8): {@code [TYPE] PREFIX [via ADDRESS] [dev NAME] [src ADDRESS]
 * [metric NUMBER] [table TABLE] [proto NAME-OR-NUMBER] [onlink]}, rules in those of ip-rule(8):
 * {@code [from PREFIX] [to PREFIX] [fwmark NUMBER] [oif NAME] lookup TABLE priority NUMBER
 * [protocol NUMBER]}. The word {@code -6} makes it IPv6 where no address says so. Without a
 * protocol a route is of protocol boot (3), as iproute2 has it; with the engine's own number it is
 * as if the engine had installed it.
 *
 * <p>Every method returns this hand, and throws {@link KernelRefusal} where Linux refuses.
 */
public final class ForeignHand {

  private static final int PROTOCOL_BOOT = 3;

  /** What ip-nexthop(8) says where it is told nothing; ip-route(8) says boot. */
  private static final int PROTOCOL_UNSPEC = 0;

  private final FakeKernel kernel;

  ForeignHand(FakeKernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Adds a route where no route has its key: {@code ip route add}.
   *
   * @param route such as {@code default via 172.17.0.9 dev wan0 metric 50 proto dhcp}
   * @return this
   */
  public ForeignHand add(String route) {
    return put(route, KernelRoutes.Mode.ADD);
  }

  /**
   * Adds a route behind those of its key, which IPv6 makes a multipath route: {@code ip route
   * append}.
   *
   * @param route the route
   * @return this
   */
  public ForeignHand append(String route) {
    return put(route, KernelRoutes.Mode.APPEND);
  }

  /**
   * Adds a route before those of its key: {@code ip route prepend}.
   *
   * @param route the route
   * @return this
   */
  public ForeignHand prepend(String route) {
    return put(route, KernelRoutes.Mode.PREPEND);
  }

  /**
   * Replaces the first route of its key, whoever made it, or adds it: {@code ip route replace}.
   *
   * @param route the route
   * @return this
   */
  public ForeignHand replace(String route) {
    return put(route, KernelRoutes.Mode.REPLACE);
  }

  /**
   * Replaces the first route of its key, whoever made it: {@code ip route change}.
   *
   * @param route the route
   * @return this
   */
  public ForeignHand change(String route) {
    return put(route, KernelRoutes.Mode.CHANGE);
  }

  private ForeignHand put(String text, KernelRoutes.Mode mode) {
    IpWords words = IpWords.parse(text);
    RouteKey key = new RouteKey(words.table(), words.destination(), words.numberAfter("metric", 0));
    KernelRoute route =
        new KernelRoute(
            key,
            words.type(),
            index(words),
            words.addressAfter("via"),
            words.onlink(),
            words.addressAfter("src"),
            words.protocol(PROTOCOL_BOOT),
            words.numberAfter("nhid", KernelRoute.NO_OBJECT));
    kernel.put(By.FOREIGN, route, mode);
    return this;
  }

  private int index(IpWords words) {
    return words
        .deviceAfter("dev")
        .map(name -> kernel.device(name).orElseThrow(() -> new KernelRefusal(Errno.ENODEV)).index())
        .orElse(0);
  }

  /**
   * Deletes the first route that matches; what is left out matches any: {@code ip route del}.
   *
   * @param route such as {@code default proto 114}
   * @return this
   */
  public ForeignHand delete(String route) {
    IpWords words = IpWords.parse(route);
    Optional<RouteType> type =
        words.type() == RouteType.UNICAST ? Optional.empty() : Optional.of(words.type());
    kernel.delete(
        By.FOREIGN,
        new RouteSelector(
            words.table(),
            words.destination(),
            words.numberAfter("metric", 0),
            type,
            index(words),
            words.addressAfter("via"),
            words.protocol(0),
            words.numberAfter("nhid", KernelRoute.NO_OBJECT)));
    return this;
  }

  /**
   * Adds a rule: {@code ip rule add}.
   *
   * @param rule such as {@code to 1.1.1.1 oif wan0 lookup 114000 priority 11400 protocol 114}
   * @return this
   */
  public ForeignHand addRule(String rule) {
    IpWords words = IpWords.parse(rule);
    kernel.addRule(By.FOREIGN, rule(words), words.protocol(PROTOCOL_BOOT));
    return this;
  }

  /**
   * Deletes a rule: {@code ip rule del}.
   *
   * @param rule as it was added
   * @return this
   */
  public ForeignHand deleteRule(String rule) {
    IpWords words = IpWords.parse(rule);
    kernel.deleteRule(By.FOREIGN, rule(words), words.protocol(PROTOCOL_BOOT));
    return this;
  }

  /**
   * Makes a nexthop object: {@code ip nexthop add}.
   *
   * @param hop such as {@code id 7 via 172.17.0.1 dev wan0 proto bgp}
   * @return this
   */
  public ForeignHand addNextHop(String hop) {
    kernel.hops().add(By.FOREIGN, hop(hop));
    return this;
  }

  /**
   * Changes a nexthop object, whoever made it, or makes it: {@code ip nexthop replace}.
   *
   * @param hop as for {@link #addNextHop}
   * @return this
   */
  public ForeignHand replaceNextHop(String hop) {
    kernel.hops().replace(By.FOREIGN, hop(hop));
    return this;
  }

  /**
   * Deletes a nexthop object, whoever made it, and with it the routes that use it: {@code ip
   * nexthop del}.
   *
   * @param id its number
   * @return this
   */
  public ForeignHand deleteNextHop(long id) {
    kernel.hops().delete(By.FOREIGN, id);
    return this;
  }

  private KernelHop hop(String text) {
    IpWords words = IpWords.parse(text);
    return new KernelHop(
        words.numberAfter("id", KernelRoute.NO_OBJECT),
        words.family(),
        words.type(),
        index(words),
        words.addressAfter("via"),
        words.onlink(),
        words.protocol(PROTOCOL_UNSPEC));
  }

  private static RouteRule rule(IpWords words) {
    IpFamily family = words.family();
    return new RouteRule(
        family,
        words.numberAfter("metric", 0),
        words.deviceAfter("oif"),
        words.prefixAfter("from"),
        words.prefixAfter("to"),
        words.numberAfter("fwmark", 0),
        words.table());
  }
}
