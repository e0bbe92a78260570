package net.routerd.testkit.sim;

import java.util.Optional;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.HealthCheck;
import net.routerd.model.ResourceRef;
import net.routerd.model.link.Link;
import net.routerd.model.status.CandidateStatus;
import net.routerd.model.status.ExternalStatus;
import net.routerd.model.status.HealthStatus;
import net.routerd.model.status.PolicyStatus;

/** What the choice stands on is there: looked up in the machine, not in the engine's reasons. */
final class CarrierInvariant implements Invariant {

  @Override
  public String name() {
    return "RDY-1 ENG-3 the device of the choice is there and up, its lease is bound, its check not"
        + " Unhealthy";
  }

  @Override
  public void see(Sight sight, Scene scene) {
    if (!(sight instanceof Sight.Settled)) {
      return;
    }
    for (EgressRoutePolicy policy : scene.configuration().all(EgressRoutePolicy.class)) {
      Optional<PolicyStatus> status = scene.status().policy(policy.metadata().name());
      status
          .flatMap(s -> s.candidates().stream().filter(CandidateStatus::selected).findFirst())
          .flatMap(c -> missing(policy, c, scene))
          .ifPresent(how -> scene.violated(this, policy.ref() + ": " + how));
    }
  }

  private static Optional<String> missing(
      EgressRoutePolicy policy, CandidateStatus chosen, Scene scene) {
    var candidate =
        policy.candidates().stream().filter(c -> c.name().equals(chosen.name())).findFirst();
    if (candidate.isEmpty()) {
      return Optional.of(chosen.name() + " is not configured");
    }
    Link link = chosen.device().map(scene.links()::get).orElse(null);
    if (link == null || !link.isUp()) {
      return Optional.of(chosen.name() + " is selected, and its device is " + link);
    }
    ResourceRef source = candidate.get().source().orElseThrow();
    if (source.kind().startsWith("DHCP")) {
      Optional<ExternalStatus> lease = scene.status().find(source, ExternalStatus.class);
      if (lease.filter(l -> l.phase().equals("Bound")).isEmpty()) {
        return Optional.of(chosen.name() + " is selected, and its lease is " + lease);
      }
    }
    return candidate
        .get()
        .healthCheck()
        .flatMap(name -> scene.status().healthCheck(name))
        .map(HealthStatus::verdict)
        .filter(verdict -> verdict.equals("Unhealthy"))
        .map(verdict -> chosen.name() + " is selected, and its " + HealthCheck.KIND + " is bad");
  }
}
