package net.routerd.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.testkit.tck.World;

/**
 * A machine in a network namespace, moved by {@code ip}; behind each of its devices stands another
 * namespace with the gateways and targets.
 */
final class NetnsWorld implements World {

  private static final String PEER = "peer";
  private static final int PORT = 443;

  private final Netns netns = new Netns();
  private final String box = netns.add("box");
  private final Map<LinkName, String> beyond = new HashMap<>();
  private final List<ServerSocket> servers = new ArrayList<>();

  NetnsWorld() {
    // Link-local addresses come at once, not seconds into a rule.
    netns.sysctl(box, "net.ipv6.conf.default.accept_dad", "0");
  }

  String box() {
    return box;
  }

  private String far(LinkName link) {
    return Objects.requireNonNull(beyond.get(link), () -> "no device " + link);
  }

  private String ip(String words) {
    return netns.ip(box, words.split(" "));
  }

  private static String family(IpFamily family) {
    return family == IpFamily.IPV6 ? "-6 " : "-4 ";
  }

  @Override
  public void addLink(LinkName link) {
    String far = beyond.computeIfAbsent(link, l -> netns.add(l.text()));
    netns.sysctl(far, "net.ipv4.ip_forward", "1");
    netns.sysctl(far, "net.ipv6.conf.all.forwarding", "1");
    netns.sysctl(far, "net.ipv4.icmp_ratemask", "0");
    netns.sysctl(far, "net.ipv6.icmp.ratelimit", "0");
    netns.veth(box, link.text(), far, PEER);
    awaitCarrier(link, true);
  }

  /** The kernel's linkwatch marks device and routes at one go, up to a second late. */
  private void awaitCarrier(LinkName link, boolean there) {
    Await.until(
        "the carrier of " + link,
        () -> ip("-o link show dev " + link).contains(" state UP ") == there);
  }

  @Override
  public void deleteLink(LinkName link) {
    ip("link del " + link);
  }

  @Override
  public void renameLink(LinkName from, LinkName to) {
    ip("link set " + from + " name " + to);
    String far = far(from);
    beyond.remove(from);
    beyond.put(to, far);
  }

  @Override
  public void setUp(LinkName link, boolean up) {
    ip("link set " + link + (up ? " up" : " down"));
    awaitCarrier(link, up);
  }

  @Override
  public void setCarrier(LinkName link, boolean there) {
    netns.ip(far(link), "link", "set", PEER, there ? "up" : "down");
    awaitCarrier(link, there);
  }

  @Override
  public void addAddress(LinkName link, LinkAddress address) {
    netns.address(box, link.text(), address.toString());
  }

  @Override
  public void removeAddress(LinkName link, LinkAddress address) {
    ip("address del " + address + " dev " + link);
  }

  @Override
  public void addGateway(LinkName link, LinkAddress gateway) {
    netns.address(far(link), PEER, gateway.toString());
  }

  @Override
  public void addTarget(LinkName link, IpAddress address, Target behaviour) {
    String far = far(link);
    switch (behaviour) {
      case ANSWERS -> {
        stand(far, address);
        listen(far, address);
      }
      case REFUSES -> stand(far, address);
      case SILENT -> discard(far, "blackhole", address);
      case UNREACHABLE -> discard(far, "unreachable", address);
    }
  }

  private void stand(String far, IpAddress address) {
    netns.address(far, "lo", address + "/" + address.family().bits());
  }

  private void discard(String far, String how, IpAddress address) {
    String words = family(address.family()) + "route add " + how + " " + address;
    netns.ip(far, words.split(" "));
  }

  // The kernel completes connections by itself, as long as few wait to be accepted.
  private void listen(String far, IpAddress address) {
    servers.add(
        netns.run(
            far,
            () -> {
              ServerSocket server = new ServerSocket();
              InetAddress own = InetAddress.getByName(address.toString());
              server.bind(new InetSocketAddress(own, PORT));
              return server;
            }));
  }

  @Override
  public void addRoute(ObservedRoute route) {
    ip(family(route.key().family()) + "route add " + route);
  }

  @Override
  public void appendRoute(ObservedRoute route) {
    ip(family(route.key().family()) + "route append " + route);
  }

  @Override
  public void replaceRoute(ObservedRoute route) {
    ip(family(route.key().family()) + "route replace " + route);
  }

  @Override
  public void deleteRoute(ObservedRoute route) {
    ip(family(route.key().family()) + "route del " + route);
  }

  @Override
  public boolean holds(ObservedRoute route) {
    String family = family(route.key().family());
    String table = route.key().table().toString();
    String wanted = route.action() + " proto " + route.protocol();
    long metric = route.key().metric();
    return ip("-N " + family + "-o route show table all exact " + route.key().destination())
        .lines()
        .map(String::strip)
        .filter(line -> hasAll(line, wanted))
        .filter(
            line ->
                table.equals("main")
                    ? !line.contains(" table ")
                    : line.contains(" table " + table + " "))
        .anyMatch(
            line ->
                metric == 0
                    ? !line.contains(" metric ")
                    : (line + " ").contains(" metric " + metric + " "));
  }

  @Override
  public boolean deletesAt(RouteKey key, Runnable work) {
    try (RouteEvents events = new RouteEvents(netns, box)) {
      work.run();
      return events.soFar().anyMatch(line -> isDeletion(line, key));
    }
  }

  private static boolean isDeletion(String line, RouteKey key) {
    return line.startsWith("Deleted " + key.destination() + " ")
        && hasAll(line, "metric " + key.metric());
  }

  @Override
  public void addNextHop(ObservedNextHop hop) {
    ip(hop.toString().replaceFirst("nexthop ", "nexthop add "));
  }

  @Override
  public void replaceNextHop(ObservedNextHop hop) {
    ip(hop.toString().replaceFirst("nexthop ", "nexthop replace "));
  }

  @Override
  public void deleteNextHop(long id) {
    ip("nexthop del id " + id);
  }

  @Override
  public boolean holds(ObservedNextHop hop) {
    String wanted = hop.toString().replaceFirst("nexthop ", "");
    return ip("-N nexthop show").lines().anyMatch(line -> hasAll(line, wanted));
  }

  private static boolean hasAll(String line, String words) {
    return Arrays.asList(line.split("\\s+")).containsAll(List.of(words.split(" ")));
  }

  @Override
  public void addRule(RouteRule rule, int protocol) {
    ip(family(rule.family()) + "rule add " + words(rule) + " protocol " + protocol);
  }

  @Override
  public void deleteRule(RouteRule rule, int protocol) {
    ip(family(rule.family()) + "rule del " + words(rule) + " protocol " + protocol);
  }

  private static String words(RouteRule rule) {
    String text = rule.toString();
    int colon = text.indexOf(": ");
    return text.substring(colon + 2) + " priority " + text.substring(0, colon);
  }

  @Override
  public boolean holds(RouteRule rule, int protocol) {
    String wanted = rule + " proto " + protocol;
    Stream<String> lines = ip("-N " + family(rule.family()) + "rule show").lines();
    return lines.anyMatch(line -> hasAll(line, wanted.replaceAll("/(32|128)(?= |$)", "")));
  }

  @Override
  public void close() {
    try {
      for (ServerSocket server : servers) {
        server.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      netns.close();
    }
  }
}
