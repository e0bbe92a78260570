package net.routerd.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteRule;
import net.routerd.testkit.KernelChange.By;
import net.routerd.testkit.KernelChange.Kind;

/** What the kernel did, in order. */
final class KernelLog {

  private final ManualTime time;
  private final Function<KernelRoute, ObservedRoute> observe;
  private final List<KernelChange> changes = new ArrayList<>();
  private final List<Consumer<KernelChange>> watchers = new ArrayList<>();

  KernelLog(ManualTime time, Function<KernelRoute, ObservedRoute> observe) {
    this.time = time;
    this.observe = observe;
  }

  void watch(Consumer<KernelChange> watcher) {
    watchers.add(watcher);
  }

  List<KernelChange> changes() {
    return List.copyOf(changes);
  }

  void forget() {
    changes.clear();
  }

  void added(By by, KernelRoute route) {
    log(by, Kind.ADD_ROUTE, Optional.of(route), Optional.empty());
  }

  void replaced(By by, KernelRoute route, KernelRoute was) {
    log(by, Kind.REPLACE_ROUTE, Optional.of(route), Optional.of(was));
  }

  void deleted(By by, KernelRoute route) {
    log(by, Kind.DELETE_ROUTE, Optional.of(route), Optional.empty());
  }

  void rule(By by, Kind kind, RouteRule rule) {
    log(
        new KernelChange(
            time.nanos(),
            by,
            kind,
            Optional.empty(),
            Optional.empty(),
            Optional.of(rule),
            Optional.empty()));
  }

  void nextHop(By by, Kind kind, ObservedNextHop hop) {
    log(
        new KernelChange(
            time.nanos(),
            by,
            kind,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(hop)));
  }

  private void log(By by, Kind kind, Optional<KernelRoute> route, Optional<KernelRoute> was) {
    log(
        new KernelChange(
            time.nanos(),
            by,
            kind,
            route.map(observe),
            was.map(observe),
            Optional.empty(),
            Optional.empty()));
  }

  private void log(KernelChange change) {
    changes.add(change);
    watchers.forEach(watcher -> watcher.accept(change));
  }

  /** Tells whether the prefix had a route in the main table once and at some instant later none. */
  boolean everWithoutRoute(Cidr destination) {
    int there = 0;
    boolean had = false;
    for (KernelChange change : changes) {
      if (change.isIn(RouteTable.MAIN) && isTo(change, destination)) {
        there +=
            switch (change.kind()) {
              case ADD_ROUTE -> 1;
              case DELETE_ROUTE -> -1;
              default -> 0;
            };
        if (had && there == 0) {
          return true;
        }
        had = true;
      }
    }
    return false;
  }

  private static boolean isTo(KernelChange change, Cidr destination) {
    return change.route().filter(r -> r.key().destination().equals(destination)).isPresent();
  }
}
