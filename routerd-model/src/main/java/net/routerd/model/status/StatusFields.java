package net.routerd.model.status;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.routerd.model.DsLiteTunnel;
import net.routerd.model.DurationText;
import net.routerd.model.link.OperState;
import net.routerd.model.probe.ProbeEvidence;

/** The fields of a status in the order in which they are written. */
final class StatusFields {

  private final Map<String, Object> fields = new LinkedHashMap<>();

  private StatusFields() {}

  static Map<String, Object> of(String kind, Status status) {
    return switch (status) {
      case PolicyStatus policy -> policy(policy);
      case HealthStatus health -> health(health);
      case LinkStatus link -> link(kind.equals(DsLiteTunnel.KIND) ? "interface" : "ifname", link);
      case RouteStatus route -> route(route);
      case ExternalStatus external -> external(external);
    };
  }

  private static Map<String, Object> policy(PolicyStatus status) {
    return new StatusFields()
        .text("phase", status.phase())
        .text("reason", status.reason())
        .text("message", status.message())
        .text("selectedCandidate", status.selectedCandidate())
        .text("selectedSource", status.selectedSource())
        .text("selectedDevice", status.selectedDevice())
        .text("selectedGateway", status.selectedGateway())
        .value("selectedWeight", status.selectedWeight())
        .texts("destinationCIDRs", status.destinationCidrs())
        .text("lastTransitionTime", status.lastTransitionTime())
        .objects("candidates", status.candidates().stream().map(StatusFields::candidate).toList())
        .conditions(status.conditions())
        .fields;
  }

  private static Map<String, Object> candidate(CandidateStatus status) {
    return new StatusFields()
        .text("name", status.name())
        .value("ready", status.ready())
        .value("selected", status.selected())
        .text("reason", status.reason())
        .text("message", status.message())
        .value("weight", status.weight())
        .text("device", status.device())
        .text("gateway", status.gateway())
        .fields;
  }

  private static Map<String, Object> health(HealthStatus status) {
    StatusFields fields =
        new StatusFields()
            .text("phase", status.phase())
            .text("verdict", status.verdict())
            .text("reason", status.reason())
            .text("lastResult", status.lastResult())
            .text("lastCheckedTime", status.lastCheckedTime())
            .text("lastTransitionTime", status.lastTransitionTime())
            .value("consecutivePassed", status.consecutivePassed())
            .value("consecutiveFailed", status.consecutiveFailed())
            .text("rtt", status.rtt().map(StatusFields::exact))
            .text("via", status.via());
    status.evidence().ifPresent(evidence -> fields.value("evidence", evidence(evidence)));
    return fields.text("message", status.message()).conditions(status.conditions()).fields;
  }

  private static Map<String, Object> evidence(ProbeEvidence evidence) {
    return new StatusFields()
        .text("device", evidence.device())
        .value("ifindex", evidence.ifindex())
        .text("sourceAddress", evidence.source())
        .text("nextHop", evidence.nextHop())
        .text("rtt", exact(Duration.ofNanos(evidence.rttNanos())))
        .fields;
  }

  private static Map<String, Object> link(String device, LinkStatus status) {
    return new StatusFields()
        .text("phase", status.phase())
        .text(device, status.device())
        .value("ifindex", status.ifindex())
        .text("operState", status.operState().map(StatusFields::word))
        .value("mtu", status.mtu())
        .texts("addresses", status.addresses())
        .conditions(status.conditions())
        .fields;
  }

  /** The kernel's tools write LOWERLAYERDOWN in one word. */
  private static String word(OperState state) {
    return state.name().replace("_", "");
  }

  private static Map<String, Object> route(RouteStatus status) {
    StatusFields fields =
        new StatusFields()
            .text("phase", status.phase())
            .text("reason", status.reason())
            .text("message", status.message());
    if (status.destination().size() == 1) {
      fields.text("destination", status.destination().getFirst());
    } else {
      fields.texts("destination", status.destination());
    }
    return fields
        .text("device", status.device())
        .text("gateway", status.gateway())
        .value("metric", status.metric())
        .text("table", status.table())
        .conditions(status.conditions())
        .fields;
  }

  private static Map<String, Object> external(ExternalStatus status) {
    StatusFields fields = new StatusFields().text("phase", status.phase());
    // Sorted: equal statuses are equal text, in whatever order they were built.
    new TreeMap<>(status.fields()).forEach(fields::value);
    return fields.fields;
  }

  /** A round trip may be shorter than the millisecond that durations of configurations end at. */
  private static String exact(Duration duration) {
    return duration.toNanosPart() % 1_000_000 == 0
        ? DurationText.format(duration)
        : BigDecimal.valueOf(duration.toNanos(), 6).stripTrailingZeros().toPlainString() + "ms";
  }

  private StatusFields value(String name, Object value) {
    fields.put(name, value);
    return this;
  }

  private StatusFields value(String name, Optional<?> value) {
    value.ifPresent(v -> fields.put(name, v));
    return this;
  }

  private StatusFields text(String name, Object value) {
    return value(name, value.toString());
  }

  private StatusFields text(String name, Optional<?> value) {
    return value(name, value.map(Object::toString));
  }

  private StatusFields texts(String name, List<?> values) {
    return objects(name, values.stream().map(Object::toString).toList());
  }

  private StatusFields objects(String name, List<?> values) {
    return values.isEmpty() ? this : value(name, (Object) values);
  }

  private StatusFields conditions(List<Condition> conditions) {
    return objects(
        "conditions",
        conditions.stream()
            .map(c -> new StatusFields().text("type", c.type()).text("message", c.message()).fields)
            .toList());
  }
}
