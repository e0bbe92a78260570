package net.routerd.model.yaml;

import static net.routerd.model.ProblemCode.ILLEGAL_NAME;
import static net.routerd.model.ProblemCode.MISSING_FIELD;
import static net.routerd.model.ProblemCode.REPLACED_KIND;
import static net.routerd.model.ProblemCode.STATUS_NOT_ALLOWED;
import static net.routerd.model.ProblemCode.UNKNOWN_KIND;
import static net.routerd.model.ProblemCode.WRONG_API_VERSION;
import static net.routerd.model.tree.Readings.TEXT;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.routerd.model.DsLiteTunnel;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.HealthCheck;
import net.routerd.model.IPv4Route;
import net.routerd.model.IPv6Route;
import net.routerd.model.Metadata;
import net.routerd.model.NetworkInterface;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.check.Nearest;
import net.routerd.model.tree.FieldReader;
import net.routerd.model.tree.Node;
import net.routerd.model.tree.Reading;
import net.routerd.model.tree.Readings;
import net.routerd.model.tree.ResourceReport;
import net.routerd.model.tree.Shared;

/** Reads the envelope of a resource and hands its specification to its kind (RES-1 to RES-6). */
final class ResourceBinder {

  private static final Set<String> OWN_KINDS =
      Set.of(
          EgressRoutePolicy.KIND,
          HealthCheck.KIND,
          IPv4Route.KIND,
          IPv6Route.KIND,
          NetworkInterface.KIND,
          DsLiteTunnel.KIND);

  private static final Reading<Metadata> NAMED = Readings.parsed(ILLEGAL_NAME, Metadata::named);

  private final Set<String> externalKinds;
  private final Shared shared = new Shared();

  ResourceBinder(Set<String> externalKinds) {
    this.externalKinds = externalKinds;
  }

  /**
   * What was read.
   *
   * @param ref kind and name, where both could be read
   * @param resource the resource, where nothing is wrong with it
   */
  record Bound(Optional<ResourceRef> ref, Optional<Resource> resource) {}

  Bound bind(Node.Mapping root, ResourceReport report) {
    FieldReader fields = new FieldReader(root, "", report, shared);
    fields
        .required("apiVersion", fields.read("apiVersion", TEXT))
        .filter(version -> !version.equals(Resource.API_VERSION))
        .ifPresent(
            version ->
                report.add(
                    report.find("apiVersion"),
                    "apiVersion",
                    WRONG_API_VERSION,
                    "'" + version + "' is not known; write " + Resource.API_VERSION));
    Optional<String> kind = fields.required("kind", fields.read("kind", TEXT));
    boolean known = kind.isPresent() && isKnown(kind.get(), report);
    Optional<Metadata> metadata = metadata(fields);
    status(root, fields, report);
    Optional<Resource> resource =
        known && metadata.isPresent()
            ? specification(kind.get(), metadata.get(), root, fields, report)
            : fields.node("spec").flatMap(spec -> Optional.empty());
    fields.end();
    Optional<ResourceRef> ref =
        known && metadata.isPresent()
            ? Optional.of(shared.one(ref(kind.get(), metadata.get(), resource)))
            : Optional.empty();
    return new Bound(ref, report.problems().isEmpty() ? resource : Optional.empty());
  }

  private static ResourceRef ref(String kind, Metadata metadata, Optional<Resource> resource) {
    return resource.isPresent() ? resource.get().ref() : new ResourceRef(kind, metadata.name());
  }

  private boolean isKnown(String kind, ResourceReport report) {
    if (OWN_KINDS.contains(kind) || externalKinds.contains(kind)) {
      return true;
    }
    if (kind.equals("WANEgressPolicy")) {
      report.add(
          report.find("kind"),
          "kind",
          REPLACED_KIND,
          "WANEgressPolicy was replaced by EgressRoutePolicy and is not accepted; rewrite the"
              + " resource as an EgressRoutePolicy");
      return false;
    }
    Set<String> known = new TreeSet<>(OWN_KINDS);
    known.addAll(externalKinds);
    report.add(
        report.find("kind"),
        "kind",
        UNKNOWN_KIND,
        "there is no kind '"
            + kind
            + "'"
            + Nearest.hint(kind, known)
            + "; the kinds are "
            + String.join(", ", known));
    return false;
  }

  private Optional<Metadata> metadata(FieldReader fields) {
    Optional<FieldReader> metadata = fields.required("metadata", fields.mapping("metadata"));
    if (metadata.isEmpty()) {
      return Optional.empty();
    }
    FieldReader m = metadata.get();
    Optional<Metadata> named = m.required("name", m.read("name", NAMED));
    Map<String, String> labels = m.texts("labels");
    Map<String, String> annotations = m.texts("annotations");
    m.end();
    named.ifPresent(n -> shared.one(n.name())); // others will write it
    return labels.isEmpty() && annotations.isEmpty()
        ? named
        : named.map(
            n ->
                Metadata.builder()
                    .name(n.name())
                    .putAllLabels(labels)
                    .putAllAnnotations(annotations)
                    .build());
  }

  private static void status(Node.Mapping root, FieldReader fields, ResourceReport report) {
    if (fields.has("status")) {
      report.add(
          root.entries().getOrDefault("status", new Node.Entry(root.at(), root)).keyAt(),
          "status",
          STATUS_NOT_ALLOWED,
          "routerd writes the status; leave it out");
    }
  }

  private Optional<Resource> specification(
      String kind,
      Metadata metadata,
      Node.Mapping root,
      FieldReader fields,
      ResourceReport report) {
    if (externalKinds.contains(kind)) {
      Optional<? extends Resource> external =
          fields.has("spec")
              ? fields
                  .mapping("spec")
                  .flatMap(
                      s -> LinkBinder.bindExternal(kind, metadata, fields.node("spec"), report))
              : LinkBinder.bindExternal(kind, metadata, Optional.empty(), report);
      return external.map(Resource.class::cast);
    }
    if (!fields.has("spec")) {
      if (kind.equals(DsLiteTunnel.KIND)) {
        Node.Mapping none = new Node.Mapping(root.at(), Map.of());
        FieldReader empty = new FieldReader(none, "spec", report, shared);
        return own(kind, metadata, root, empty, report);
      }
      report.add(root.at(), "spec", MISSING_FIELD, "the field 'spec' is required; add it");
      return Optional.empty();
    }
    return fields.mapping("spec").flatMap(spec -> own(kind, metadata, root, spec, report));
  }

  private static Optional<Resource> own(
      String kind, Metadata metadata, Node.Mapping root, FieldReader spec, ResourceReport report) {
    Optional<? extends Resource> resource =
        switch (kind) {
          case EgressRoutePolicy.KIND -> PolicyBinder.bind(metadata, spec, report);
          case HealthCheck.KIND -> HealthCheckBinder.bind(metadata, spec, report);
          case IPv4Route.KIND -> RouteBinder.bindIpv4(metadata, spec, report);
          case IPv6Route.KIND -> RouteBinder.bindIpv6(metadata, spec, report);
          case NetworkInterface.KIND -> LinkBinder.bindInterface(metadata, spec, report);
          default -> LinkBinder.bindTunnel(metadata, root, spec, report);
        };
    return resource.map(Resource.class::cast);
  }
}
