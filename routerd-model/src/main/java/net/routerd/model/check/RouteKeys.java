package net.routerd.model.check;

import static net.routerd.model.ProblemCode.DUPLICATE_ROUTE;
import static net.routerd.model.ProblemCode.STANDBY_METRIC_TAKEN;

import java.util.HashMap;
import java.util.Map;
import net.routerd.model.IpRoute;
import net.routerd.model.ResourceRef;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.RouteTable;

/** No two routes have one key in the kernel (RT-13), standby routes included (RT-11). */
final class RouteKeys {

  private record Key(RouteTable table, Cidr destination, long metric) {
    @Override
    public String toString() {
      return destination + " table " + table + " metric " + metric;
    }
  }

  private final ConfigChecks checks;
  private final Map<Key, ResourceRef> owners = new HashMap<>();

  RouteKeys(ConfigChecks checks) {
    this.checks = checks;
  }

  void run() {
    checks.routes.forEach(this::primary);
    checks.routes.stream().filter(IpRoute::standby).forEach(this::standby);
  }

  private void primary(IpRoute route) {
    for (Cidr destination : ReferenceChecks.destinations(checks, route)) {
      Key key = new Key(route.table(), destination, route.effectiveMetric());
      ResourceRef owner = owners.putIfAbsent(key, route.ref());
      if (owner != null) {
        checks.report(
            route.ref(),
            "spec.destination",
            DUPLICATE_ROUTE,
            owner + " has the same key, " + key + "; give one another metric or table (RT-13)");
        return;
      }
    }
  }

  private void standby(IpRoute route) {
    for (Cidr destination : ReferenceChecks.destinations(checks, route)) {
      Key key = new Key(route.table(), destination, route.standbyMetric());
      ResourceRef owner = owners.putIfAbsent(key, route.ref());
      if (owner != null && !owner.equals(route.ref())) {
        checks.report(
            route.ref(),
            "spec.standbyMetric",
            STANDBY_METRIC_TAKEN,
            owner + " has the key of the standby, " + key + "; set another standbyMetric (RT-11)");
        return;
      }
    }
  }
}
