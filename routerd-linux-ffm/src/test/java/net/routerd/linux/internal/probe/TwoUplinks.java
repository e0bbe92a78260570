package net.routerd.linux.internal.probe;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.routerd.linux.Netns;
import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.model.HealthCheck;
import net.routerd.model.Metadata;
import net.routerd.model.ProbeProtocol;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.probe.ProbeResult;
import net.routerd.spi.ProbeRequest;
import net.routerd.spi.ProbeRequest.Path;

/**
 * A router with two uplinks. Behind each of them stands a target of the same address, so that only
 * the device says which one answers. Each uplink has its own table with a default route, and rules
 * by device and by source, as PATH-1 wants.
 */
final class TwoUplinks implements AutoCloseable {

  static final IpAddress TARGET = IpAddress.parse("198.51.100.1");
  static final IpAddress TARGET6 = IpAddress.parse("2001:db8:f::1");
  static final IpAddress UNREACHABLE = IpAddress.parse("198.51.100.66");
  static final IpAddress UNREACHABLE6 = IpAddress.parse("2001:db8:f::66");
  static final IpAddress BLACKHOLE = IpAddress.parse("198.51.100.77");
  static final IpAddress BLACKHOLE6 = IpAddress.parse("2001:db8:f::77");

  final Netns net = new Netns();
  final String router;
  final String[] isp = new String[2];
  private int[] ifindexes = {};
  private long sequence;

  TwoUplinks() {
    try {
      router = net.add("router");
      for (int i = 0; i < 2; i++) {
        isp[i] = net.add("isp" + i);
        uplink(i);
      }
    } catch (RuntimeException | Error e) {
      net.close();
      throw e;
    }
  }

  private void uplink(int i) {
    net.sysctl(isp[i], "net.ipv4.ip_forward", "1");
    net.sysctl(isp[i], "net.ipv6.conf.all.forwarding", "1");
    net.sysctl(isp[i], "net.ipv4.icmp_ratemask", "0");
    net.sysctl(isp[i], "net.ipv6.icmp.ratelimit", "0");
    connect(i);
    net.address(isp[i], "lo", TARGET + "/32");
    net.address(isp[i], "lo", TARGET6 + "/128");
    net.ip(isp[i], "route", "add", "unreachable", UNREACHABLE + "/32");
    net.ip(isp[i], "route", "add", "blackhole", BLACKHOLE + "/32");
    net.ip(isp[i], "-6", "route", "add", "unreachable", UNREACHABLE6 + "/128");
    net.ip(isp[i], "-6", "route", "add", "blackhole", BLACKHOLE6 + "/128");
    String table = Long.toString(table(i).id());
    for (String family : new String[] {"-4", "-6"}) {
      net.ip(router, family, "rule", "add", "oif", device(i).text(), "lookup", table);
    }
    net.ip(router, "rule", "add", "from", source(i).toString(), "lookup", table);
  }

  /** Makes the devices of an uplink, their addresses and the default routes. */
  void connect(int i) {
    net.veth(router, device(i).text(), isp[i], "down" + i);
    net.address(router, device(i).text(), source(i) + "/24");
    net.address(router, device(i).text(), "2001:db8:" + i + "::2/64");
    net.address(isp[i], "down" + i, gateway(i) + "/24");
    net.address(isp[i], "down" + i, gateway6(i) + "/64");
    String table = Long.toString(table(i).id());
    defaultRoute("-4", gateway(i), i, table);
    defaultRoute("-6", gateway6(i), i, table);
  }

  private void defaultRoute(String family, IpAddress gateway, int i, String table) {
    net.ip(
        router,
        family,
        "route",
        "add",
        "default",
        "via",
        gateway.toString(),
        "dev",
        device(i).text(),
        "table",
        table);
  }

  static LinkName device(int i) {
    return new LinkName("wan" + i);
  }

  static IpAddress source(int i) {
    return IpAddress.parse("10.0." + i + ".2");
  }

  static IpAddress gateway(int i) {
    return IpAddress.parse("10.0." + i + ".1");
  }

  static IpAddress gateway6(int i) {
    return IpAddress.parse("2001:db8:" + i + "::1");
  }

  static RouteTable table(int i) {
    return new RouteTable(1000 + i);
  }

  int ifindex(int i) {
    return net.ifindex(router, device(i).text());
  }

  /** Lets ping sockets be opened in the router; without it they are not permitted. */
  void openPingSockets() {
    net.sysctl(router, "net.ipv4.ping_group_range", "0 2147483647");
  }

  /** Answers as the kernel would on this topology. */
  PathLookup lookup() {
    return (target, ifindex, mark, source) -> {
      int i = ifindex == ifindexes()[0] ? 0 : 1;
      boolean v4 = target.family() == IpFamily.IPV4;
      return new PathLookup.Answer.Found(
          table(i), Optional.of(v4 ? gateway(i) : gateway6(i)), ifindex);
    };
  }

  private int[] ifindexes() {
    if (ifindexes.length == 0) {
      ifindexes = new int[] {ifindex(0), ifindex(1)};
    }
    return ifindexes;
  }

  /** A prober's thread never ends by itself. */
  static final Consumer<Throwable> DIED =
      cause -> {
        throw new AssertionError("the prober's thread ended", cause);
      };

  ProbeLoop prober() {
    return prober(FfmLibc.load(), lookup());
  }

  ProbeLoop prober(Libc libc, PathLookup lookup) {
    ifindexes();
    return net.run(router, () -> ProbeLoop.start(libc, lookup, DIED));
  }

  static HealthCheck.Builder check(ProbeProtocol protocol, IpAddress target) {
    return check(protocol, target, Duration.ofSeconds(20));
  }

  static HealthCheck.Builder check(ProbeProtocol protocol, IpAddress target, Duration timeout) {
    HealthCheck.Builder builder = HealthCheck.builder();
    builder
        .metadata(Metadata.named("check"))
        .protocol(protocol)
        .target(target)
        .interval(Duration.ofSeconds(30))
        .timeout(timeout);
    return builder;
  }

  /** A check whose timeout is over soon. */
  static HealthCheck brief(ProbeProtocol protocol, IpAddress target) {
    return check(protocol, target, Duration.ofMillis(300)).build();
  }

  ProbeRequest request(HealthCheck check, int i) {
    boolean v4 = check.target().family() == IpFamily.IPV4;
    return new ProbeRequest(
        check,
        7,
        ++sequence,
        device(i),
        ifindexes()[i],
        Optional.empty(),
        new Path.Own(table(i), Optional.of(v4 ? gateway(i) : gateway6(i)), 0));
  }

  /** Gives the device of the first uplink another address, in the place of its own. */
  IpAddress moveSource() {
    IpAddress other = IpAddress.parse("10.0.0.3");
    net.batch(
        router,
        "address del " + source(0) + "/24 dev " + device(0).text(),
        "address add " + other + "/24 dev " + device(0).text(),
        "route add default via " + gateway(0) + " dev " + device(0).text() + " table 1000");
    return other;
  }

  static ProbeRequest withSource(ProbeRequest request, IpAddress source) {
    return like(request, request.device(), request.ifindex(), Optional.of(source), request.path());
  }

  static ProbeRequest withDevice(ProbeRequest request, String device, int ifindex) {
    Optional<IpAddress> source = request.sourceAddress();
    return like(request, new LinkName(device), ifindex, source, request.path());
  }

  static ProbeRequest withPath(ProbeRequest request, Path path) {
    return like(request, request.device(), request.ifindex(), request.sourceAddress(), path);
  }

  /** Returns the same request by the first uplink, marked with 0x72. */
  static ProbeRequest marked(ProbeRequest request) {
    return withPath(request, new Path.Own(table(0), Optional.of(gateway(0)), 0x72));
  }

  private static ProbeRequest like(
      ProbeRequest request, LinkName device, int ifindex, Optional<IpAddress> source, Path path) {
    return new ProbeRequest(
        request.check(), request.generation(), request.sequence(), device, ifindex, source, path);
  }

  static CompletableFuture<ProbeResult> send(ProbeLoop prober, ProbeRequest request) {
    CompletableFuture<ProbeResult> result = new CompletableFuture<>();
    prober.probe(request, result::complete);
    return result;
  }

  static ProbeResult result(ProbeLoop prober, ProbeRequest request) throws Exception {
    return send(prober, request).get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    net.close();
  }
}
