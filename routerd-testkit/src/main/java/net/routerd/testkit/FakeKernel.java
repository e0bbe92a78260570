package net.routerd.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.testkit.FibLookup.Found;
import net.routerd.testkit.KernelChange.By;
import net.routerd.testkit.KernelChange.Kind;

/**
 * The routes, rules and nexthop objects of the fake machine. It takes, refuses and loses them as
 * Linux does; that it does is proved by one set of tests that runs on it and on the kernel.
 *
 * <p>It outlives the platforms that are opened on it, as a kernel outlives the processes.
 */
public final class FakeKernel {

  private final List<FakeDevice> devices = new ArrayList<>();
  private final List<FakePlatform> platforms = new ArrayList<>();
  private final KernelRoutes routes = new KernelRoutes();
  private final KernelRules rules = new KernelRules();
  private final FibLookup fib = new FibLookup(this, routes, rules);
  private final NextHops nextHops = new NextHops(this, fib);
  private final RouteViews views = new RouteViews(this);
  private final KernelLog log;
  private final DeviceEffects effects;
  private final KernelHops hops;
  private final KernelSight sight;
  private boolean ignoreRoutesWithLinkdown;
  private boolean nexthopCompatMode = true;
  private int freedIndex;

  FakeKernel(ManualTime time) {
    log = new KernelLog(time, views::observe);
    effects = new DeviceEffects(this, routes, log);
    hops = new KernelHops(this, routes, nextHops, log);
    sight = new KernelSight(this, rules);
  }

  /**
   * Returns the hand of somebody else on the machine, who changes routes, rules and nexthop objects
   * as well.
   *
   * @return somebody else
   */
  public ForeignHand foreign() {
    return new ForeignHand(this);
  }

  /**
   * Returns every route, connected prefixes included, those of the table local left out.
   *
   * @return the routes; those with one key in the order in which they are asked
   */
  public List<ObservedRoute> routes() {
    return views.all(routes.all());
  }

  /**
   * Returns the routes that some words are about: {@code ip route show}, in one table.
   *
   * @param words such as {@code default via 172.17.0.1 proto 114}, as {@link ForeignHand} takes
   *     them; what is left out matches any, but the table is main
   * @return the routes in the order of {@link #routes()}
   */
  public List<ObservedRoute> routes(String words) {
    return routes().stream().filter(RouteQuery.parse(words)::matches).toList();
  }

  /**
   * Returns the rules that carry a protocol number.
   *
   * @param protocol the number
   * @return the rules in their order
   */
  public List<RouteRule> rules(int protocol) {
    return rules.of(protocol);
  }

  /**
   * Returns the nexthop objects, whoever made them.
   *
   * @return the objects by their numbers
   */
  public List<ObservedNextHop> nextHops() {
    return hops.all();
  }

  /**
   * Returns every change so far.
   *
   * @return the changes in order
   */
  public List<KernelChange> history() {
    return log.changes();
  }

  /** Forgets every change so far, so that a long run does not keep them all. */
  public void forgetHistory() {
    log.forget();
  }

  /**
   * Calls somebody after every single change, before anything else happens: so that a test can look
   * at the kernel at every instant.
   *
   * @param watcher called on the thread of the test
   */
  public void watch(Consumer<KernelChange> watcher) {
    log.watch(watcher);
  }

  /**
   * Tells whether a prefix had a route of its own in table main at one time and none at a later
   * one, however short (RT-2).
   *
   * @param destination the prefix
   * @return true if there was such an instant
   */
  public boolean everWithoutRoute(Cidr destination) {
    return log.everWithoutRoute(destination);
  }

  /**
   * Returns the way of ordinary packets of this machine.
   *
   * @param to where they go
   * @return the way
   */
  public Lookup lookup(IpAddress to) {
    return lookup(Flow.to(to));
  }

  /**
   * Returns the way of some packets, as the kernel sends them: {@code ip route get}.
   *
   * @param flow the packets
   * @return the way
   */
  public Lookup lookup(Flow flow) {
    Lookup matched = fibMatch(flow);
    boolean bound = flow.device().flatMap(this::device).isPresent();
    return bound && flow.to().family() == IpFamily.IPV4 && matched instanceof Lookup.Nowhere
        ? new Lookup.AssumedOnLink(flow.device().get())
        : matched;
  }

  /**
   * Returns which route some packets match: {@code ip route get fibmatch}.
   *
   * @param flow the packets
   * @return the route, or what the kernel answers without one
   */
  public Lookup fibMatch(Flow flow) {
    return switch (fib.find(flow)) {
      case Found.Own own -> new Lookup.Local();
      case Found.Route(KernelRoute route) -> views.via(route, flow);
      case Found.Nothing(Errno errno) ->
          new Lookup.Nowhere(
              flow.device().isPresent() && flow.to().family() == IpFamily.IPV4
                  ? Errno.EHOSTUNREACH
                  : errno);
    };
  }

  /**
   * Sets {@code net.ipv4.conf.all.ignore_routes_with_linkdown} and its IPv6 twin: whether routes
   * through a device without carrier are passed over; off unless set.
   *
   * @param ignore true to pass them over
   */
  public void ignoreRoutesWithLinkdown(boolean ignore) {
    ignoreRoutesWithLinkdown = ignore;
    told();
  }

  /**
   * Sets {@code net.ipv4.nexthop_compat_mode}, on unless set: whether a change of a nexthop object
   * is told once for every route that uses it (RT-12).
   *
   * @param on false for one message
   */
  public void nexthopCompatMode(boolean on) {
    nexthopCompatMode = on;
    told();
  }

  boolean isNexthopCompatMode() {
    return nexthopCompatMode;
  }

  boolean ignoresRoutesWithLinkdown() {
    return ignoreRoutesWithLinkdown;
  }

  void put(By by, KernelRoute wanted, KernelRoutes.Mode mode) {
    KernelRoute route = nextHops.check(wanted);
    List<KernelRoute> gone = routes.put(route, mode);
    if (gone.isEmpty()) {
      log.added(by, route);
    } else {
      log.replaced(by, route, gone.getFirst());
      gone.stream().skip(1).forEach(leg -> log.deleted(by, leg));
    }
    told();
  }

  void delete(By by, RouteSelector which) {
    log.deleted(by, routes.deleteFirst(which::matches));
    told();
  }

  void addRule(By by, RouteRule rule, int protocol) {
    rules.add(rule, protocol);
    log.rule(by, Kind.ADD_RULE, rule);
    told();
  }

  void deleteRule(By by, RouteRule rule, int protocol) {
    rules.delete(rule, protocol);
    log.rule(by, Kind.DELETE_RULE, rule);
    told();
  }

  KernelView view(int protocol, Set<RouteKey> watched) {
    return sight.view(protocol, watched);
  }

  List<ObservedRoute> at(RouteKey key) {
    return views.all(routes.at(key));
  }

  List<FakeDevice> devices() {
    return devices;
  }

  void remove(FakeDevice device) {
    devices.remove(device);
    freedIndex = device.index();
    told();
  }

  /** Returns the number of the device that was deleted last; 0 before the first. */
  int freedIndex() {
    return freedIndex;
  }

  Optional<FakeDevice> device(int index) {
    for (FakeDevice device : devices) { // a simulation asks all the time
      if (device.index() == index) {
        return Optional.of(device);
      }
    }
    return Optional.empty();
  }

  Optional<FakeDevice> device(LinkName name) {
    return devices.stream().filter(d -> d.name().equals(name)).findFirst();
  }

  boolean isLocal(IpAddress address) {
    return devices.stream()
        .anyMatch(d -> d.addresses().stream().anyMatch(a -> a.address().equals(address)));
  }

  /** Returns the name of a device, of one that is gone as ip(8) writes it. */
  LinkName name(int ifindex) {
    return device(ifindex).map(FakeDevice::name).orElseGet(() -> new LinkName("if" + ifindex));
  }

  KernelHops hops() {
    return hops;
  }

  DeviceEffects effects() {
    return effects;
  }

  void listen(FakePlatform platform) {
    platforms.add(platform);
  }

  void forget(FakePlatform platform) {
    platforms.remove(platform);
  }

  /** Tells the platforms that something has changed. */
  void told() {
    platforms.forEach(p -> p.look(false));
  }
}
