package net.routerd.linux;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteType;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.PlatformOptions;

/**
 * A machine with two uplinks, in a namespace of its own: wan0 has 10.0.0.1/24 and fd00::1/64, wan1
 * 10.1.0.1/24 and fd01::1/64; the other ends, in a second namespace, are up0 and up1 with .2.
 */
final class Machine implements AutoCloseable {

  static final int PROTOCOL = 114;

  final Netns netns = new Netns();
  final String ns = netns.add("box");
  final String net = netns.add("net");
  final Listener listener = new Listener();
  private final Deque<Platform> platforms = new ArrayDeque<>();

  Machine() {
    for (int i = 0; i < 2; i++) {
      netns.veth(ns, "wan" + i, net, "up" + i);
      netns.address(ns, "wan" + i, "10." + i + ".0.1/24");
      netns.address(ns, "wan" + i, "fd0" + i + "::1/64");
      netns.address(net, "up" + i, "10." + i + ".0.2/24");
      netns.address(net, "up" + i, "fd0" + i + "::2/64");
    }
  }

  /** Counts what it is told and lets a test wait for a condition. */
  static final class Listener implements PlatformListener {
    private int count;
    private String failure = "";

    @Override
    public synchronized void changed() {
      count++;
      notifyAll();
    }

    @Override
    public synchronized void failed(PlatformException cause) {
      failure = cause.toString();
      notifyAll();
    }

    synchronized int count() {
      return count;
    }

    synchronized void await(String what, BooleanSupplier condition) {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (!condition.getAsBoolean()) {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (millis <= 0 || !failure.isEmpty()) {
          throw new AssertionError("never: " + what + " " + failure);
        }
        try {
          wait(Math.min(millis, 50));
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  Platform open(PlatformOptions.Access access) {
    Platform platform =
        new LinuxPlatformProvider(LinuxOptions.inNetworkNamespace(Netns.path(ns)))
            .open(new PlatformOptions(PROTOCOL, access));
    platforms.push(platform);
    return platform;
  }

  Platform start() {
    Platform platform = open(PlatformOptions.Access.CONTROL);
    platform.start(listener);
    return platform;
  }

  String ip(String command) {
    return netns.ip(ns, command.split(" "));
  }

  static ApplyResult apply(Platform platform, RouteChange change) {
    return apply(platform, List.of(change)).getFirst();
  }

  static List<ApplyResult> apply(Platform platform, List<RouteChange> changes) {
    return platform
        .routes()
        .apply(changes)
        .toCompletableFuture()
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  static List<ObservedRoute> routes(Platform platform, RouteKey key) {
    return platform.routes().current().routes().stream().filter(r -> r.key().equals(key)).toList();
  }

  static RouteKey key(String destination, long metric) {
    return new RouteKey(RouteTable.MAIN, Cidr.parse(destination), metric);
  }

  static DesiredRoute via(RouteKey key, String gateway, String device) {
    return new DesiredRoute(key, forward(gateway, device), Optional.empty());
  }

  static RouteAction.Forward forward(String gateway, String device) {
    return new RouteAction.Forward(
        Optional.of(new LinkName(device)), Optional.of(IpAddress.parse(gateway)), false);
  }

  static DesiredRoute device(RouteKey key, String device) {
    return new DesiredRoute(
        key,
        new RouteAction.Forward(Optional.of(new LinkName(device)), Optional.empty(), false),
        Optional.empty());
  }

  static DesiredRoute discard(RouteKey key, RouteType type) {
    return new DesiredRoute(key, new RouteAction.Discard(type), Optional.empty());
  }

  @Override
  public void close() {
    platforms.forEach(Platform::close);
    netns.close();
  }
}
