package net.routerd.model.yaml;

import static net.routerd.model.ProblemCode.INVALID_ADDRESS;

import java.util.Optional;
import net.routerd.model.HealthCheck;
import net.routerd.model.Metadata;
import net.routerd.model.ProbeProtocol;
import net.routerd.model.Resource;
import net.routerd.model.net.IpAddress;
import net.routerd.model.tree.FieldReader;
import net.routerd.model.tree.ResourceReport;

/** Reads a HealthCheck (KIND-2). */
final class HealthCheckBinder {

  private HealthCheckBinder() {}

  static Optional<? extends Resource> bind(
      Metadata metadata, FieldReader spec, ResourceReport report) {
    HealthCheck.Builder check = HealthCheck.builder().metadata(metadata);
    spec.flag("enabled").ifPresent(check::enabled);
    spec.text("daemon").ifPresent(check::daemon);
    Optional<IpAddress> target =
        spec.required("target", spec.parsed("target", INVALID_ADDRESS, IpAddress::parse));
    spec.choice("protocol", ProbeProtocol.values()).ifPresent(check::protocol);
    spec.integer("port").ifPresent(check::port);
    check.sourceInterface(spec.text("sourceInterface"));
    check.sourceAddress(spec.expression("sourceAddress", INVALID_ADDRESS, IpAddress::parse));
    check.via(spec.expression("via", INVALID_ADDRESS, IpAddress::parse));
    spec.duration("interval").ifPresent(check::interval);
    spec.duration("timeout").ifPresent(check::timeout);
    spec.integer("healthyThreshold").ifPresent(check::healthyThreshold);
    spec.integer("unhealthyThreshold").ifPresent(check::unhealthyThreshold);
    check.host(spec.text("host"));
    check.path(spec.text("path"));
    check.expectStatus(spec.text("expectStatus"));
    check.expectBody(spec.text("expectBody"));
    spec.end();
    return target.isEmpty()
        ? Optional.empty()
        : report.build("", check.target(target.get())::build);
  }
}
