package net.routerd.model.yaml;

import static net.routerd.model.tree.Readings.ADDRESS;
import static net.routerd.model.tree.Readings.DURATION;
import static net.routerd.model.tree.Readings.FLAG;
import static net.routerd.model.tree.Readings.INTEGER;
import static net.routerd.model.tree.Readings.TEXT;

import java.util.Optional;
import net.routerd.model.Expression;
import net.routerd.model.HealthCheck;
import net.routerd.model.Metadata;
import net.routerd.model.ProbeProtocol;
import net.routerd.model.Resource;
import net.routerd.model.net.IpAddress;
import net.routerd.model.tree.FieldReader;
import net.routerd.model.tree.Reading;
import net.routerd.model.tree.Readings;
import net.routerd.model.tree.ResourceReport;

/** Reads a HealthCheck (KIND-2). */
final class HealthCheckBinder {

  private static final Reading<ProbeProtocol> PROTOCOL = Readings.choice(ProbeProtocol.values());
  private static final Reading<Expression<IpAddress>> ADDRESS_OR_REFERENCE =
      Readings.expression(ADDRESS);

  private HealthCheckBinder() {}

  static Optional<? extends Resource> bind(
      Metadata metadata, FieldReader spec, ResourceReport report) {
    HealthCheck.Builder check = HealthCheck.builder().metadata(metadata);
    spec.read("enabled", FLAG).ifPresent(check::enabled);
    spec.read("daemon", TEXT).ifPresent(check::daemon);
    Optional<IpAddress> target = spec.required("target", spec.read("target", ADDRESS));
    spec.read("protocol", PROTOCOL).ifPresent(check::protocol);
    spec.read("port", INTEGER).ifPresent(check::port);
    check.sourceInterface(spec.read("sourceInterface", TEXT));
    check.sourceAddress(spec.read("sourceAddress", ADDRESS_OR_REFERENCE));
    check.via(spec.read("via", ADDRESS_OR_REFERENCE));
    spec.read("interval", DURATION).ifPresent(check::interval);
    spec.read("timeout", DURATION).ifPresent(check::timeout);
    spec.read("healthyThreshold", INTEGER).ifPresent(check::healthyThreshold);
    spec.read("unhealthyThreshold", INTEGER).ifPresent(check::unhealthyThreshold);
    check.host(spec.read("host", TEXT));
    check.path(spec.read("path", TEXT));
    check.expectStatus(spec.read("expectStatus", TEXT));
    check.expectBody(spec.read("expectBody", TEXT));
    spec.end();
    return target.isEmpty()
        ? Optional.empty()
        : report.build("", check.target(target.get())::build);
  }
}
