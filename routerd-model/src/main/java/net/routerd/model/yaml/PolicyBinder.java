package net.routerd.model.yaml;

import static net.routerd.model.ProblemCode.ILLEGAL_NAME;
import static net.routerd.model.ProblemCode.INVALID_ADDRESS;
import static net.routerd.model.ProblemCode.INVALID_DEVICE_NAME;
import static net.routerd.model.ProblemCode.INVALID_PREFIX;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.GatewaySource;
import net.routerd.model.Metadata;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.SelectionMode;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.tree.FieldReader;
import net.routerd.model.tree.ResourceReport;

/** Reads an EgressRoutePolicy (KIND-1). */
final class PolicyBinder {

  private PolicyBinder() {}

  static Optional<? extends Resource> bind(
      Metadata metadata, FieldReader spec, ResourceReport report) {
    EgressRoutePolicy.Builder policy = EgressRoutePolicy.builder().metadata(metadata);
    spec.choice("family", IpFamily.values()).ifPresent(policy::family);
    policy.addAllDestinationCidrs(spec.list("destinationCIDRs", INVALID_PREFIX, Cidr::parse));
    spec.refuseEmptyList("destinationCIDRs");
    spec.choice("selection", SelectionMode.values()).ifPresent(policy::selection);
    spec.duration("hysteresis").ifPresent(policy::hysteresis);
    List<Optional<Candidate>> candidates = new ArrayList<>();
    for (Optional<FieldReader> fields : spec.mappings("candidates")) {
      int index = candidates.size();
      candidates.add(fields.flatMap(f -> candidate(f, index, report)));
    }
    spec.end();
    if (candidates.stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    candidates.forEach(candidate -> policy.addCandidates(candidate.orElseThrow()));
    return report.build("", policy::build);
  }

  private static Optional<Candidate> candidate(
      FieldReader fields, int index, ResourceReport report) {
    Candidate.Builder candidate = Candidate.builder();
    Optional<String> name = fields.text("name");
    fields.flag("enabled").ifPresent(candidate::enabled);
    Optional<ResourceRef> source = fields.parsed("source", ILLEGAL_NAME, ResourceRef::parse);
    candidate.source(source);
    candidate.device(fields.expression("device", INVALID_DEVICE_NAME, LinkName::new));
    fields.choice("gatewaySource", GatewaySource.values()).ifPresent(candidate::gatewaySource);
    candidate.gateway(fields.expression("gateway", INVALID_ADDRESS, IpAddress::parse));
    fields.flag("onlink").ifPresent(candidate::onlink);
    fields.integer("weight").ifPresent(candidate::weight);
    candidate.healthCheck(fields.text("healthCheck"));
    fields.end();
    candidate.name(
        name.orElseGet(() -> source.map(ResourceRef::toString).orElse("candidate-" + index)));
    return report.build(fields.path() + ".", candidate::build);
  }
}
