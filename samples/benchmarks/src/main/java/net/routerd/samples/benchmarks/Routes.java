package net.routerd.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import net.routerd.linux.LinuxPlatformProvider;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.PlatformOptions;

/** Routes through the Linux platform, with all that it does: acknowledged and read back. */
final class Routes implements AutoCloseable {

  /** The table that every peer uses. */
  static final RouteTable TABLE = new RouteTable(1000);

  static final PlatformListener NOBODY =
      new PlatformListener() {
        @Override
        public void changed() {}

        @Override
        public void failed(PlatformException cause) {
          throw cause;
        }
      };

  private final Platform platform =
      new LinuxPlatformProvider()
          .open(
              new PlatformOptions(
                  PlatformOptions.DEFAULT_PROTOCOL, PlatformOptions.Access.CONTROL));

  Routes() {
    platform.start(NOBODY);
  }

  /** A route of the main table. */
  static DesiredRoute route(String address, String device, String gateway) {
    RouteKey key = key(RouteTable.MAIN, IpAddress.parse(address));
    return new DesiredRoute(key, way(device, gateway), Optional.empty());
  }

  static DesiredRoute route(int number, String device, String gateway) {
    return new DesiredRoute(key(number), way(device, gateway), Optional.empty());
  }

  /** Where one of many routes stands. */
  static RouteKey key(int number) {
    byte[] address = {10, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
    return key(TABLE, IpAddress.of(address));
  }

  private static RouteKey key(RouteTable table, IpAddress address) {
    return new RouteKey(table, Cidr.host(address), 0);
  }

  private static RouteAction way(String device, String gateway) {
    return new RouteAction.Forward(
        Optional.of(new LinkName(device)), Optional.of(IpAddress.parse(gateway)), false);
  }

  /** Routes that all lead the same way. */
  static List<RouteChange> additions(int count, String device, String gateway) {
    RouteAction way = way(device, gateway);
    List<RouteChange> changes = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      changes.add(new RouteChange.AddRoute(new DesiredRoute(key(i), way, Optional.empty())));
    }
    return changes;
  }

  List<RouteChange> replacements(String device, String gateway) {
    RouteAction way = way(device, gateway);
    List<RouteChange> changes = new ArrayList<>();
    for (ObservedRoute there : platform.routes().current().routes()) {
      changes.add(
          new RouteChange.ReplaceRoute(
              new DesiredRoute(there.key(), way, Optional.empty()), there));
    }
    return changes;
  }

  List<RouteChange> deletions() {
    return platform.routes().current().routes().stream()
        .<RouteChange>map(RouteChange.DeleteRoute::new)
        .toList();
  }

  int count() {
    return platform.routes().current().routes().size();
  }

  /** Finds the routes of others at a key and returns how long it took, in nanoseconds. */
  double watch(RouteKey key) {
    long start = System.nanoTime();
    platform.routes().watch(Set.of(key));
    apply(List.of()); // returns when that was done
    return System.nanoTime() - start;
  }

  /** Applies changes and returns how long it took, in nanoseconds. */
  double apply(List<RouteChange> changes) {
    long start = System.nanoTime();
    List<ApplyResult> results =
        platform
            .routes()
            .apply(changes)
            .toCompletableFuture()
            .orTimeout(120, TimeUnit.SECONDS)
            .join();
    long took = System.nanoTime() - start;
    results.stream()
        .filter(result -> !(result instanceof ApplyResult.Applied))
        .findFirst()
        .ifPresent(
            result -> {
              throw new IllegalStateException("not applied: " + result);
            });
    return took;
  }

  @Override
  public void close() {
    platform.close();
  }
}
