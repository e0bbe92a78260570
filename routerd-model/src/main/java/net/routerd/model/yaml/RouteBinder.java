package net.routerd.model.yaml;

import static net.routerd.model.ProblemCode.INVALID_ADDRESS;
import static net.routerd.model.ProblemCode.INVALID_DEVICE_NAME;
import static net.routerd.model.ProblemCode.INVALID_PREFIX;
import static net.routerd.model.ProblemCode.INVALID_VALUE;

import java.util.Optional;
import net.routerd.model.Expression;
import net.routerd.model.IPv4Route;
import net.routerd.model.IPv6Route;
import net.routerd.model.Metadata;
import net.routerd.model.Resource;
import net.routerd.model.WhenUnresolved;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteType;
import net.routerd.model.tree.FieldReader;
import net.routerd.model.tree.ResourceReport;

/** Reads an IPv4Route or IPv6Route (KIND-3). */
final class RouteBinder {

  private RouteBinder() {}

  static Optional<? extends Resource> bindIpv4(
      Metadata metadata, FieldReader spec, ResourceReport report) {
    IPv4Route.Builder route = IPv4Route.builder().metadata(metadata);
    Fields fields = new Fields(spec);
    fields.destination.ifPresent(route::destination);
    fields.onlink.ifPresent(route::onlink);
    fields.metric.ifPresent(route::metric);
    fields.table.ifPresent(route::table);
    fields.type.ifPresent(route::type);
    fields.standby.ifPresent(route::standby);
    fields.standbyMetric.ifPresent(route::standbyMetric);
    fields.whenUnresolved.ifPresent(route::whenUnresolved);
    route.device(fields.device).gateway(fields.gateway).preferredSource(fields.preferredSource);
    return fields.destination.isEmpty() ? Optional.empty() : report.build("", route::build);
  }

  static Optional<? extends Resource> bindIpv6(
      Metadata metadata, FieldReader spec, ResourceReport report) {
    IPv6Route.Builder route = IPv6Route.builder().metadata(metadata);
    Fields fields = new Fields(spec);
    fields.destination.ifPresent(route::destination);
    fields.onlink.ifPresent(route::onlink);
    fields.metric.ifPresent(route::metric);
    fields.table.ifPresent(route::table);
    fields.type.ifPresent(route::type);
    fields.standby.ifPresent(route::standby);
    fields.standbyMetric.ifPresent(route::standbyMetric);
    fields.whenUnresolved.ifPresent(route::whenUnresolved);
    route.device(fields.device).gateway(fields.gateway).preferredSource(fields.preferredSource);
    return fields.destination.isEmpty() ? Optional.empty() : report.build("", route::build);
  }

  /** What both kinds hold; their builders have no type in common. */
  private static final class Fields {
    final Optional<Expression<Cidr>> destination;
    final Optional<Expression<LinkName>> device;
    final Optional<Expression<IpAddress>> gateway;
    final Optional<Boolean> onlink;
    final Optional<Long> metric;
    final Optional<RouteTable> table;
    final Optional<RouteType> type;
    final Optional<Expression<IpAddress>> preferredSource;
    final Optional<Boolean> standby;
    final Optional<Long> standbyMetric;
    final Optional<WhenUnresolved> whenUnresolved;

    Fields(FieldReader spec) {
      destination =
          spec.required("destination", spec.expression("destination", INVALID_PREFIX, Cidr::parse));
      device = spec.expression("device", INVALID_DEVICE_NAME, LinkName::new);
      gateway = spec.expression("gateway", INVALID_ADDRESS, IpAddress::parse);
      onlink = spec.flag("onlink");
      metric = spec.unsigned("metric");
      table = spec.parsed("table", INVALID_VALUE, RouteTable::parse);
      type = spec.choice("type", RouteType.values());
      preferredSource = spec.expression("preferredSource", INVALID_ADDRESS, IpAddress::parse);
      standby = spec.flag("standby");
      standbyMetric = spec.unsigned("standbyMetric");
      whenUnresolved = spec.choice("whenUnresolved", WhenUnresolved.values());
      spec.end();
    }
  }
}
