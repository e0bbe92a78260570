package net.routerd.model.yaml;

import static net.routerd.model.ProblemCode.MISSING_FIELD;
import static net.routerd.model.tree.Readings.DEVICE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.routerd.model.DsLiteTunnel;
import net.routerd.model.ExternalResource;
import net.routerd.model.Metadata;
import net.routerd.model.NetworkInterface;
import net.routerd.model.Resource;
import net.routerd.model.net.LinkName;
import net.routerd.model.tree.FieldReader;
import net.routerd.model.tree.Node;
import net.routerd.model.tree.ResourceReport;

/** Reads what routerd only observes: Interface, DSLiteTunnel and external kinds. */
final class LinkBinder {

  private LinkBinder() {}

  static Optional<? extends Resource> bindInterface(
      Metadata metadata, FieldReader spec, ResourceReport report) {
    Optional<LinkName> ifname = spec.required("ifname", spec.read("ifname", DEVICE));
    spec.end();
    return ifname.map(name -> NetworkInterface.builder().metadata(metadata).ifname(name).build());
  }

  static Optional<? extends Resource> bindTunnel(
      Metadata metadata, Node.Mapping root, FieldReader spec, ResourceReport report) {
    boolean named = spec.has("tunnelName");
    Optional<LinkName> name = spec.read("tunnelName", DEVICE);
    spec.end();
    if (!named) {
      name = deviceNamed(metadata.name());
      if (name.isEmpty()) {
        report.add(
            report.find("spec"),
            spec.path("tunnelName"),
            MISSING_FIELD,
            "the resource's name is no device name (1 to 15 bytes); set tunnelName");
      }
    }
    return name.map(n -> DsLiteTunnel.builder().metadata(metadata).tunnelName(n).build());
  }

  private static Optional<LinkName> deviceNamed(String name) {
    try {
      return Optional.of(new LinkName(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Carries the specification through unread (RES-13). */
  static Optional<? extends Resource> bindExternal(
      String kind, Metadata metadata, Optional<Node> spec, ResourceReport report) {
    ExternalResource.Builder resource = ExternalResource.builder().metadata(metadata).kind(kind);
    if (spec.isPresent() && spec.get() instanceof Node.Mapping map) {
      resource.putAllSpec(carried(map));
    }
    return report.build("", resource::build);
  }

  private static Map<String, Object> carried(Node.Mapping map) {
    Map<String, Object> values = new LinkedHashMap<>();
    map.entries().forEach((key, entry) -> values.put(key, carried(entry.value())));
    return Collections.unmodifiableMap(values);
  }

  private static Object carried(Node node) {
    return switch (node) {
      case Node.Scalar scalar -> scalar.text();
      case Node.Mapping map -> carried(map);
      case Node.Refused refused -> "";
      case Node.Sequence list -> {
        List<Object> values = new ArrayList<>();
        list.items().forEach(item -> values.add(carried(item)));
        yield Collections.unmodifiableList(values);
      }
    };
  }
}
