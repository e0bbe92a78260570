package net.routerd.testkit.tck;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.testkit.FakeGateway;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.KernelChange;

/**
 * A {@link FakeMachine} as a world of the contract, with virtual time: for {@link
 * net.routerd.testkit.FakePlatform}, and for a platform that decorates another one and is tried on
 * top of it.
 */
public final class FakeWorld implements World {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final FakeMachine machine = new FakeMachine();
  private final Map<LinkName, Map<IpAddress, FakeGateway>> gateways = new HashMap<>();

  /** Makes a machine without devices. */
  public FakeWorld() {}

  /**
   * Returns the machine.
   *
   * @return the same at every call
   */
  public FakeMachine machine() {
    return machine;
  }

  @Override
  public void addLink(LinkName link) {
    machine.links().add(link.text());
  }

  @Override
  public void deleteLink(LinkName link) {
    machine.links().device(link.text()).delete();
  }

  @Override
  public void renameLink(LinkName from, LinkName to) {
    machine.links().device(from.text()).rename(to.text());
  }

  @Override
  public void setUp(LinkName link, boolean up) {
    if (up) {
      machine.links().device(link.text()).up();
    } else {
      machine.links().device(link.text()).down();
    }
  }

  @Override
  public void setCarrier(LinkName link, boolean there) {
    machine.links().device(link.text()).carrier(there);
  }

  @Override
  public void addAddress(LinkName link, LinkAddress address) {
    machine.links().device(link.text()).address(address.toString());
  }

  @Override
  public void removeAddress(LinkName link, LinkAddress address) {
    machine.links().device(link.text()).removeAddress(address.toString());
  }

  @Override
  public void addGateway(LinkName link, LinkAddress gateway) {
    IpAddress address = gateway.address();
    gateways
        .computeIfAbsent(link, l -> new HashMap<>())
        .put(address, machine.network().gateway(link.text(), address.toString()));
  }

  @Override
  public void addTarget(LinkName link, IpAddress address, Target behaviour) {
    String target = address.toString();
    gateways
        .getOrDefault(link, Map.of())
        .forEach(
            (router, gateway) -> {
              if (router.family() == address.family()) {
                FakeGateway set =
                    switch (behaviour) {
                      case ANSWERS -> gateway.answers(target);
                      case SILENT -> gateway.silence(target);
                      case REFUSES -> gateway.refuse(target);
                      case UNREACHABLE -> gateway.unreachable(target);
                    };
                assert set == gateway;
              }
            });
  }

  @Override
  public void addRoute(ObservedRoute route) {
    machine.kernel().foreign().add(route.toString());
  }

  @Override
  public void appendRoute(ObservedRoute route) {
    machine.kernel().foreign().append(route.toString());
  }

  @Override
  public void replaceRoute(ObservedRoute route) {
    machine.kernel().foreign().replace(route.toString());
  }

  @Override
  public void deleteRoute(ObservedRoute route) {
    machine.kernel().foreign().delete(route.toString());
  }

  @Override
  public boolean holds(ObservedRoute route) {
    return machine.kernel().routes().stream()
        .anyMatch(
            r ->
                r.key().equals(route.key())
                    && r.action().equals(route.action())
                    && r.protocol() == route.protocol());
  }

  @Override
  public boolean deletesAt(RouteKey key, Runnable work) {
    int before = machine.kernel().history().size();
    work.run();
    List<KernelChange> after = machine.kernel().history();
    return after.subList(before, after.size()).stream()
        .filter(change -> change.kind() == KernelChange.Kind.DELETE_ROUTE)
        .anyMatch(change -> change.route().filter(r -> r.key().equals(key)).isPresent());
  }

  @Override
  public void addNextHop(ObservedNextHop hop) {
    machine.kernel().foreign().addNextHop(words(hop));
  }

  @Override
  public void replaceNextHop(ObservedNextHop hop) {
    machine.kernel().foreign().replaceNextHop(words(hop));
  }

  private static String words(ObservedNextHop hop) {
    return hop.toString().replaceFirst("nexthop ", "");
  }

  @Override
  public void deleteNextHop(long id) {
    machine.kernel().foreign().deleteNextHop(id);
  }

  @Override
  public boolean holds(ObservedNextHop hop) {
    return machine.kernel().nextHops().contains(hop);
  }

  @Override
  public void addRule(RouteRule rule, int protocol) {
    machine.kernel().foreign().addRule(words(rule, protocol));
  }

  @Override
  public void deleteRule(RouteRule rule, int protocol) {
    machine.kernel().foreign().deleteRule(words(rule, protocol));
  }

  private static String words(RouteRule rule, int protocol) {
    List<String> parts = List.of(rule.toString().split(": ", 2));
    return parts.getLast() + " priority " + parts.getFirst() + " protocol " + protocol;
  }

  @Override
  public boolean holds(RouteRule rule, int protocol) {
    return machine.kernel().rules(protocol).contains(rule);
  }

  @Override
  public boolean await(BooleanSupplier condition) {
    long end = machine.time().nanos() + PATIENCE.toNanos();
    machine.time().runUntilIdle();
    boolean more = true;
    while (!condition.getAsBoolean() && more) {
      more = machine.time().runNext(Duration.ofNanos(end - machine.time().nanos()));
    }
    return condition.getAsBoolean();
  }

  @Override
  public void close() {
    // Nothing of it is outside of this object.
  }
}
