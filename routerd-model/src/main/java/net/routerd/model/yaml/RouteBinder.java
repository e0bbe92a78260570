package net.routerd.model.yaml;

import static net.routerd.model.ProblemCode.INVALID_VALUE;
import static net.routerd.model.tree.Readings.FLAG;
import static net.routerd.model.tree.Readings.UNSIGNED;

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
import net.routerd.model.tree.Reading;
import net.routerd.model.tree.Readings;
import net.routerd.model.tree.ResourceReport;

/** Reads an IPv4Route or IPv6Route (KIND-3). */
final class RouteBinder {

  private static final Reading<Expression<Cidr>> PREFIX_OR_REFERENCE =
      Readings.expression(Readings.PREFIX);
  private static final Reading<Expression<LinkName>> DEVICE_OR_REFERENCE =
      Readings.expression(Readings.DEVICE);
  private static final Reading<Expression<IpAddress>> ADDRESS_OR_REFERENCE =
      Readings.expression(Readings.ADDRESS);
  private static final Reading<RouteTable> TABLE =
      Readings.parsed(INVALID_VALUE, RouteTable::parse);
  private static final Reading<RouteType> TYPE = Readings.choice(RouteType.values());
  private static final Reading<WhenUnresolved> WHEN_UNRESOLVED =
      Readings.choice(WhenUnresolved.values());

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
      destination = spec.required("destination", spec.read("destination", PREFIX_OR_REFERENCE));
      device = spec.read("device", DEVICE_OR_REFERENCE);
      gateway = spec.read("gateway", ADDRESS_OR_REFERENCE);
      onlink = spec.read("onlink", FLAG);
      metric = spec.read("metric", UNSIGNED);
      table = spec.read("table", TABLE);
      type = spec.read("type", TYPE);
      preferredSource = spec.read("preferredSource", ADDRESS_OR_REFERENCE);
      standby = spec.read("standby", FLAG);
      standbyMetric = spec.read("standbyMetric", UNSIGNED);
      whenUnresolved = spec.read("whenUnresolved", WHEN_UNRESOLVED);
      spec.end();
    }
  }
}
