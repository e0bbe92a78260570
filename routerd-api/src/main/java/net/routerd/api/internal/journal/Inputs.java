package net.routerd.api.internal.journal;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import net.routerd.model.ExternalKind;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.RouteChange;
import net.routerd.model.status.ExternalStatus;
import net.routerd.model.yaml.RouterYaml;
import net.routerd.select.Directives;
import net.routerd.select.Moment;
import net.routerd.select.Observations;
import net.routerd.select.Published;
import net.routerd.select.Refusal;

/**
 * The inputs of one decision but the memory, which the decisions before it leave: as a journal
 * holds them, by names that are text.
 *
 * @param nanos the monotonic clock
 * @param wall the wall clock
 * @param loopNanos how long the probe loop has run
 * @param configuration in its canonical form (RES-14)
 * @param externalKinds the kinds that the embedding program owns
 * @param links by name
 * @param kernel as it was read
 * @param external by {@code Kind/name}
 * @param results probe results
 * @param applied acknowledged changes
 * @param refusals in a stable order
 * @param directives by policy
 */
record Inputs(
    long nanos,
    Instant wall,
    long loopNanos,
    String configuration,
    List<ExternalKind> externalKinds,
    Map<String, Link> links,
    KernelView kernel,
    Map<String, Lease> external,
    List<ProbeResult> results,
    List<RouteChange> applied,
    List<Refusal> refusals,
    Map<String, Directives> directives) {

  /**
   * What was published of an external resource.
   *
   * @param phase its phase
   * @param fields its other fields
   * @param until its end on the monotonic clock
   */
  record Lease(String phase, Map<String, Object> fields, OptionalLong until) {

    static Lease of(Published published) {
      return new Lease(
          published.status().phase(),
          new TreeMap<>(published.status().fields()),
          published.expiresAtNanos());
    }

    Published published() {
      return new Published(
          ExternalStatus.builder().phase(phase).putAllFields(fields).build(), until);
    }
  }

  static Inputs of(RouterConfig config, String configuration, Observations seen, Moment now) {
    return new Inputs(
        now.nanos(),
        now.wall(),
        seen.loopNanos(),
        configuration,
        List.copyOf(config.externalKinds().values()),
        seen.links().entrySet().stream()
            .collect(toMap(e -> e.getKey().toString(), Map.Entry::getValue)),
        seen.kernel(),
        seen.external().entrySet().stream()
            .collect(toMap(e -> e.getKey().toString(), e -> Lease.of(e.getValue()))),
        seen.results(),
        seen.applied(),
        seen.refusals().values().stream()
            .sorted(Comparator.comparing(refusal -> refusal.change().toString()))
            .toList(),
        seen.directives());
  }

  Moment now() {
    return new Moment(nanos, wall);
  }

  Observations observations() {
    Map<LinkName, Link> byName = new HashMap<>();
    links.values().forEach(link -> byName.put(link.name(), link));
    Map<ResourceRef, Published> published = new HashMap<>();
    external.forEach((ref, lease) -> published.put(ResourceRef.parse(ref), lease.published()));
    Map<Object, Refusal> bySubject = new HashMap<>();
    refusals.forEach(refusal -> bySubject.put(Refusal.subject(refusal.change()), refusal));
    return new Observations(
        byName, kernel, published, results, loopNanos, applied, bySubject, directives);
  }

  /** Reads the configuration, whose size was accepted when it was first read. */
  RouterConfig parsed() {
    RouterYaml reader = RouterYaml.reader().limits(JournalFormat.LIMITS);
    for (ExternalKind kind : externalKinds) {
      reader = reader.externalKind(kind);
    }
    return reader.read("journal", configuration);
  }
}
