package net.routerd.model.yaml;

import static net.routerd.model.ProblemCode.ILLEGAL_NAME;
import static net.routerd.model.tree.Readings.ADDRESS;
import static net.routerd.model.tree.Readings.DEVICE;
import static net.routerd.model.tree.Readings.DURATION;
import static net.routerd.model.tree.Readings.FLAG;
import static net.routerd.model.tree.Readings.INTEGER;
import static net.routerd.model.tree.Readings.PREFIX;
import static net.routerd.model.tree.Readings.TEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.GatewaySource;
import net.routerd.model.Metadata;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.SelectionMode;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.tree.FieldReader;
import net.routerd.model.tree.Reading;
import net.routerd.model.tree.Readings;
import net.routerd.model.tree.ResourceReport;

/** Reads an EgressRoutePolicy (KIND-1). */
final class PolicyBinder {

  private static final Reading<IpFamily> FAMILY = Readings.choice(IpFamily.values());
  private static final Reading<SelectionMode> SELECTION = Readings.choice(SelectionMode.values());
  private static final Reading<ResourceRef> SOURCE =
      Readings.shared(Readings.parsed(ILLEGAL_NAME, ResourceRef::parse));
  private static final Reading<Expression<LinkName>> DEVICE_OR_REFERENCE =
      Readings.expression(DEVICE);
  private static final Reading<GatewaySource> GATEWAY_SOURCE =
      Readings.choice(GatewaySource.values());
  private static final Reading<Expression<IpAddress>> ADDRESS_OR_REFERENCE =
      Readings.expression(ADDRESS);

  private PolicyBinder() {}

  static Optional<? extends Resource> bind(
      Metadata metadata, FieldReader spec, ResourceReport report) {
    EgressRoutePolicy.Builder policy = EgressRoutePolicy.builder().metadata(metadata);
    spec.read("family", FAMILY).ifPresent(policy::family);
    policy.addAllDestinationCidrs(spec.list("destinationCIDRs", PREFIX));
    spec.refuseEmptyList("destinationCIDRs");
    spec.read("selection", SELECTION).ifPresent(policy::selection);
    spec.read("hysteresis", DURATION).ifPresent(policy::hysteresis);
    List<Optional<Candidate>> candidates = new ArrayList<>();
    for (Optional<FieldReader> fields : spec.mappings("candidates")) {
      int index = candidates.size();
      candidates.add(fields.flatMap(f -> candidate(f, index, report)));
    }
    spec.end();
    if (candidates.contains(Optional.<Candidate>empty())) {
      return Optional.empty();
    }
    candidates.forEach(candidate -> policy.addCandidates(candidate.orElseThrow()));
    return report.build("", policy::build);
  }

  private static Optional<Candidate> candidate(
      FieldReader fields, int index, ResourceReport report) {
    Candidate.Builder candidate = Candidate.builder();
    Optional<String> name = fields.read("name", TEXT);
    fields.read("enabled", FLAG).ifPresent(candidate::enabled);
    Optional<ResourceRef> source = fields.read("source", SOURCE);
    candidate.source(source);
    candidate.device(fields.read("device", DEVICE_OR_REFERENCE));
    fields.read("gatewaySource", GATEWAY_SOURCE).ifPresent(candidate::gatewaySource);
    candidate.gateway(fields.read("gateway", ADDRESS_OR_REFERENCE));
    fields.read("onlink", FLAG).ifPresent(candidate::onlink);
    fields.read("weight", INTEGER).ifPresent(candidate::weight);
    candidate.healthCheck(fields.read("healthCheck", TEXT));
    fields.end();
    candidate.name(
        name.orElseGet(() -> source.map(ResourceRef::toString).orElse("candidate-" + index)));
    return report.build(fields.path() + ".", candidate::build);
  }
}
