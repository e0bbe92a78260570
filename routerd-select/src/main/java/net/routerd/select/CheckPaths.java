package net.routerd.select;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.HealthCheck;
import net.routerd.model.link.Link;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.status.Reason;
import net.routerd.select.health.CheckPath;
import net.routerd.select.plan.PathBook;
import net.routerd.select.plan.ProbePath;
import net.routerd.select.ready.NextHopFacts;
import net.routerd.select.resolve.Resolution;

/** Finds the one path of a check (HC-4, HC-6). */
final class CheckPaths {

  private final Evaluation evaluation;
  private final Map<String, List<Evaluation.CandidateUse>> users = new HashMap<>();

  CheckPaths(Evaluation evaluation) {
    this.evaluation = evaluation;
    for (EgressRoutePolicy policy : evaluation.resources().policies().values()) {
      policy.candidates().stream()
          .filter(candidate -> candidate.enabled() && candidate.healthCheck().isPresent())
          .forEach(
              candidate ->
                  users
                      .computeIfAbsent(candidate.healthCheck().get(), check -> new ArrayList<>())
                      .add(new Evaluation.CandidateUse(policy, candidate)));
    }
  }

  List<Evaluation.CandidateUse> users(String check) {
    return users.getOrDefault(check, List.of());
  }

  CheckPath find(HealthCheck check) {
    List<Evaluation.CandidateUse> uses = users(check.metadata().name());
    if (!check.enabled()) {
      return new CheckPath.None(Reason.HEALTH_CHECK_DISABLED, "not enabled");
    }
    Optional<PinnedDevice> pinned = check.sourceInterface().map(this::pinnedDevice);
    if (uses.isEmpty()) {
      return pinned.isEmpty()
          ? new CheckPath.None(
              Reason.NOT_PROBED,
              "neither a sourceInterface nor a candidate says where to probe from")
          : unused(check, pinned.get());
    }
    Set<Hop> hops = new LinkedHashSet<>();
    uses.forEach(use -> hops.add(hop(use)));
    Hop hop = hops.iterator().next();
    if (hops.size() > 1) {
      return new CheckPath.None(
          Reason.PATH_AMBIGUOUS, "its candidates go out by different paths: " + hops);
    }
    if (hop.device().value().isEmpty()) {
      return new CheckPath.None(
          Reason.DEVICE_UNRESOLVED, hop.device().whyUnresolved().orElse("no device"));
    }
    LinkName device = hop.device().value().get();
    if (pinned.isPresent() && pinned.get().device().isEmpty()) {
      return new CheckPath.None(
          Reason.DEVICE_UNRESOLVED, "sourceInterface " + pinned.get().words() + " has no device");
    }
    if (pinned.isPresent() && !pinned.get().device().equals(Optional.of(device))) {
      return new CheckPath.None(
          Reason.PATH_MISMATCH,
          "sourceInterface "
              + check.sourceInterface().get()
              + " is "
              + pinned.get().words()
              + ", its candidate goes out by "
              + device);
    }
    if (hop.gateway().whyUnresolved().isPresent()) {
      return new CheckPath.None(Reason.GATEWAY_UNRESOLVED, hop.gateway().whyUnresolved().get());
    }
    return along(check, device, hop.gateway().value(), Optional.of(uses.getFirst()));
  }

  /** A device and a gateway as they resolve; equal ones are one path. */
  private record Hop(Resolution<LinkName> device, Resolution<IpAddress> gateway, boolean onlink) {
    @Override
    public String toString() {
      return gateway.value().map(g -> "via " + g + " ").orElse("")
          + "dev "
          + device.value().map(LinkName::toString).orElse("?")
          + (onlink ? " onlink" : "");
    }
  }

  private Hop hop(Evaluation.CandidateUse use) {
    return new Hop(
        evaluation.nextHops.device(use.candidate()),
        evaluation.nextHops.gateway(use.policy(), use.candidate()),
        use.candidate().onlink());
  }

  private CheckPath unused(HealthCheck check, PinnedDevice pinned) {
    return pinned.device().isPresent()
        ? along(check, pinned.device().get(), Optional.empty(), Optional.empty())
        : new CheckPath.None(Reason.DEVICE_UNRESOLVED, pinned.words());
  }

  private CheckPath along(
      HealthCheck check,
      LinkName device,
      Optional<IpAddress> gateway,
      Optional<Evaluation.CandidateUse> use) {
    Link link = evaluation.link(device);
    if (link == null) {
      return new CheckPath.None(Reason.DEVICE_MISSING, "device " + device + " does not exist");
    }
    if (use.isPresent()
        && gateway.isPresent()
        && !NextHopFacts.gatewayIsReachable(use.get().candidate(), link, gateway.get())) {
      return new CheckPath.None(
          Reason.GATEWAY_UNREACHABLE,
          "no connected prefix of " + device + " holds " + gateway.get());
    }
    Optional<Resolution<IpAddress>> bound = check.sourceAddress().map(evaluation.resolver::address);
    if (bound.isPresent() && bound.get().value().isEmpty()) {
      return new CheckPath.None(
          Reason.REFERENCE_UNRESOLVED,
          "sourceAddress: " + bound.get().whyUnresolved().orElse("has no value"));
    }
    Optional<IpAddress> source = bound.flatMap(Resolution::value);
    IpFamily family = check.target().family();
    Optional<IpAddress> local =
        source.isPresent()
            ? source.filter(s -> link.addresses().stream().anyMatch(a -> a.address().equals(s)))
            : NextHopFacts.sourceOn(link, family, gateway);
    CheckPath.Pin pin = new CheckPath.Pin(device, link.index(), gateway, source, local);
    boolean present =
        use.isEmpty() || evaluation.probePaths.isPresent(probePath(check, pin), local);
    return new CheckPath.Along(pin, present);
  }

  /** Returns the path of ours that a check with candidates is probed along. */
  ProbePath probePath(HealthCheck check, CheckPath.Pin pin) {
    boolean onlink = users(check.metadata().name()).getFirst().candidate().onlink();
    return new ProbePath(
        pin.device(), pin.gateway(), onlink && pin.gateway().isPresent(), check.target());
  }

  /** Returns how a check uses a path of ours, empty if it has none. */
  Optional<PathBook.Use> use(HealthCheck check, CheckPath path) {
    return path instanceof CheckPath.Along along && !users(check.metadata().name()).isEmpty()
        ? Optional.of(new PathBook.Use(probePath(check, along.pin()), along.pin().local()))
        : Optional.empty();
  }

  /** What {@code sourceInterface} names, and how to say it (HC-4). */
  record PinnedDevice(Optional<LinkName> device, String words) {}

  /**
   * Of several resources with the name the first with a device: where both clients of a dual stack
   * have one name, the lease of one family may end and the device is still known.
   */
  PinnedDevice pinnedDevice(String name) {
    List<PinnedDevice> named =
        evaluation.resources(name).stream()
            .map(r -> new PinnedDevice(evaluation.deviceOf(r).value(), r.toString()))
            .toList();
    return named.stream()
        .filter(pinned -> pinned.device().isPresent())
        .findFirst()
        .or(() -> named.stream().findFirst())
        .orElseGet(() -> osDevice(name));
  }

  /** A name that is neither a resource's nor a device's is refused at load (HC-4). */
  private static PinnedDevice osDevice(String name) {
    return new PinnedDevice(Optional.of(new LinkName(name)), "device " + name);
  }
}
