package net.routerd.model.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.routerd.model.Candidate;
import net.routerd.model.DsLiteTunnel;
import net.routerd.model.DurationText;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.ExternalResource;
import net.routerd.model.HealthCheck;
import net.routerd.model.IpRoute;
import net.routerd.model.Metadata;
import net.routerd.model.NetworkInterface;
import net.routerd.model.ProbeProtocol;
import net.routerd.model.Resource;

/** The fields of a resource as they are written: all values, defaults as well. */
final class ResourceFields {

  private final Map<String, Object> fields = new LinkedHashMap<>();

  private ResourceFields() {}

  static Map<String, Object> of(Resource resource) {
    Map<String, Object> spec =
        switch (resource) {
          case EgressRoutePolicy policy -> policy(policy);
          case HealthCheck check -> check(check);
          case IpRoute route -> route(route);
          case NetworkInterface link -> new ResourceFields().put("ifname", link.ifname()).fields;
          case DsLiteTunnel tunnel ->
              new ResourceFields().put("tunnelName", tunnel.tunnelName()).fields;
          case ExternalResource external -> external.spec();
        };
    return new ResourceFields()
        .put("apiVersion", Resource.API_VERSION)
        .put("kind", resource.ref().kind())
        .raw("metadata", metadata(resource.metadata()))
        .raw("spec", spec)
        .fields;
  }

  private static Map<String, Object> metadata(Metadata metadata) {
    ResourceFields fields = new ResourceFields().put("name", metadata.name());
    if (!metadata.labels().isEmpty()) {
      fields.raw("labels", metadata.labels());
    }
    if (!metadata.annotations().isEmpty()) {
      fields.raw("annotations", metadata.annotations());
    }
    return fields.fields;
  }

  private static Map<String, Object> policy(EgressRoutePolicy policy) {
    ResourceFields fields = new ResourceFields().put("family", policy.family());
    if (!policy.destinationCidrs().isEmpty()) {
      fields.raw(
          "destinationCIDRs", policy.destinationCidrs().stream().map(Object::toString).toList());
    }
    List<Map<String, Object>> candidates =
        policy.candidates().stream().map(ResourceFields::candidate).toList();
    return fields
        .put("selection", policy.selection())
        .put("hysteresis", DurationText.format(policy.hysteresis()))
        .raw("candidates", candidates)
        .fields;
  }

  private static Map<String, Object> candidate(Candidate candidate) {
    return new ResourceFields()
        .put("name", candidate.name())
        .raw("enabled", candidate.enabled())
        .put("source", candidate.source())
        .put("device", candidate.device())
        .put("gatewaySource", candidate.gatewaySource())
        .put("gateway", candidate.gateway())
        .raw("onlink", candidate.onlink())
        .raw("weight", candidate.weight())
        .put("healthCheck", candidate.healthCheck())
        .fields;
  }

  private static Map<String, Object> check(HealthCheck check) {
    ResourceFields fields =
        new ResourceFields()
            .raw("enabled", check.enabled())
            .put("daemon", check.daemon())
            .put("target", check.target())
            .put("protocol", check.protocol());
    if (check.protocol() != ProbeProtocol.ICMP) {
      fields.raw("port", check.port());
    }
    return fields
        .put("sourceInterface", check.sourceInterface())
        .put("sourceAddress", check.sourceAddress())
        .put("via", check.via())
        .put("interval", DurationText.format(check.interval()))
        .put("timeout", DurationText.format(check.timeout()))
        .raw("healthyThreshold", check.healthyThreshold())
        .raw("unhealthyThreshold", check.unhealthyThreshold())
        .put("host", check.host())
        .put("path", check.path())
        .put("expectStatus", check.expectStatus())
        .put("expectBody", check.expectBody())
        .fields;
  }

  private static Map<String, Object> route(IpRoute route) {
    ResourceFields fields =
        new ResourceFields()
            .put("destination", route.destination())
            .put("device", route.device())
            .put("gateway", route.gateway())
            .raw("onlink", route.onlink())
            .raw("metric", route.metric())
            .put("table", route.table())
            .put("type", route.type())
            .put("preferredSource", route.preferredSource())
            .raw("standby", route.standby());
    if (route.standbyMetric() != route.effectiveMetric() + 1) {
      fields.raw("standbyMetric", route.standbyMetric());
    }
    return fields.put("whenUnresolved", route.whenUnresolved()).fields;
  }

  private ResourceFields raw(String name, Object value) {
    fields.put(name, value);
    return this;
  }

  private ResourceFields put(String name, Object value) {
    return raw(name, value.toString());
  }

  private ResourceFields put(String name, Optional<?> value) {
    value.ifPresent(v -> put(name, v));
    return this;
  }
}
