package net.routerd.model.check;

import static net.routerd.model.ProblemCode.CHECK_OUTSIDE_PATH;
import static net.routerd.model.ProblemCode.CHECK_UNUSED;
import static net.routerd.model.ProblemCode.TIMEOUT_NEAR_INTERVAL;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import net.routerd.model.Candidate;
import net.routerd.model.DsLiteTunnel;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.HealthCheck;
import net.routerd.model.NetworkInterface;
import net.routerd.model.StatusReference;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;

/** Warns of checks that are legal and will probably not tell what was meant. */
final class CheckLints {

  private final ConfigChecks checks;
  private final Map<String, Candidate> users = new HashMap<>(); // all of one check go one way
  private final Map<IpAddress, Map<LinkName, String>> gateways =
      new HashMap<>(); // that are targets

  CheckLints(ConfigChecks checks) {
    this.checks = checks;
  }

  void run() {
    for (HealthCheck check : checks.healthChecks) {
      gateways.computeIfAbsent(check.target(), target -> new LinkedHashMap<>(2));
    }
    for (EgressRoutePolicy policy : checks.policies) {
      policy.candidates().forEach(this::take);
    }
    for (HealthCheck check : checks.healthChecks) {
      unused(check);
      timeout(check);
      outsidePath(check);
    }
  }

  private void take(Candidate candidate) {
    candidate.healthCheck().ifPresent(name -> users.putIfAbsent(name, candidate));
    if (candidate.gateway().isPresent()
        && candidate.gateway().get() instanceof Expression.Literal<IpAddress>(IpAddress gateway)) {
      Map<LinkName, String> known = gateways.get(gateway);
      if (known != null && known.size() < 2) { // enough to find one that is not the check's own
        device(candidate).ifPresent(device -> known.putIfAbsent(device, candidate.name()));
      }
    }
  }

  private void unused(HealthCheck check) {
    if (!users.containsKey(check.metadata().name())) {
      checks.warn(
          check.ref(),
          "spec",
          CHECK_UNUSED,
          check.sourceInterface().isPresent()
              ? "no candidate names it, so it is probed and its verdict decides nothing; name it in"
                  + " a candidate's healthCheck, or remove it"
              : "no candidate names it and no sourceInterface pins it, so it is not probed (HC-6);"
                  + " name it in a candidate's healthCheck, or remove it");
    }
  }

  private void timeout(HealthCheck check) {
    Duration most = check.interval().multipliedBy(9).dividedBy(10);
    if (check.timeout().compareTo(most) > 0) {
      checks.warn(
          check.ref(),
          "spec.timeout",
          TIMEOUT_NEAR_INTERVAL,
          "a lost probe is waited for "
              + check.timeout().toMillis()
              + " ms, when the next may be due after nine tenths of the interval, "
              + most.toMillis()
              + " ms; set timeout to that or less, or lengthen the interval");
    }
  }

  private void outsidePath(HealthCheck check) {
    Map<LinkName, String> there = gateways.getOrDefault(check.target(), Map.of());
    Candidate user = users.get(check.metadata().name());
    if (there.isEmpty() || user == null) {
      return;
    }
    Optional<LinkName> own = device(user);
    if (own.isEmpty() || there.containsKey(own.get())) {
      return;
    }
    there.entrySet().stream()
        .findFirst()
        .ifPresent(
            other ->
                checks.warn(
                    check.ref(),
                    "spec.target",
                    CHECK_OUTSIDE_PATH,
                    check.target()
                        + " is the gateway of candidate "
                        + other.getValue()
                        + " by "
                        + other.getKey()
                        + ", but the check is to probe the path by "
                        + own.get()
                        + "; choose a target beyond "
                        + own.get()));
  }

  /** The device as far as the configuration alone tells it. */
  private Optional<LinkName> device(Candidate candidate) {
    return switch (candidate.effectiveDevice()) {
      case Expression.Literal<LinkName>(LinkName name) -> Optional.of(name);
      case Expression.Reference<LinkName>(StatusReference reference) ->
          switch (checks.resources.get(reference.resource())) {
            case NetworkInterface link -> Optional.of(link.ifname());
            case DsLiteTunnel tunnel -> Optional.of(tunnel.tunnelName());
            case null, default -> Optional.empty();
          };
    };
  }
}
