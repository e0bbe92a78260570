package net.routerd.testkit.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import net.routerd.api.EngineState;
import net.routerd.api.Routerd;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.HealthCheck;
import net.routerd.model.IpRoute;
import net.routerd.model.ResourceRef;
import net.routerd.model.StatusReference;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteType;
import net.routerd.model.status.CandidateStatus;
import net.routerd.model.status.HealthStatus;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.RouteStatus;

/**
 * Says what is missing to the state that must be reached while everything works. It works that out
 * from the configuration alone, by other means than the engine.
 */
final class Convergence {

  private final Scene scene;

  Convergence(Scene scene) {
    this.scene = scene;
  }

  /** Returns the first thing that is not as it must be, empty if there is none. */
  Optional<String> missing() {
    Optional<Routerd> engine = scene.engine();
    if (engine.isEmpty() || engine.get().state() != EngineState.RUNNING) {
      return Optional.of("no engine runs");
    }
    if (scene.isApplying() || !scene.machine().time().isIdle()) {
      return Optional.of("changes are under way");
    }
    return policies().or(this::routes).or(this::kernel).or(() -> plan(engine.get()));
  }

  private Optional<String> plan(Routerd engine) {
    var plan = engine.plan(scene.configuration());
    return plan.isEmpty() ? Optional.empty() : Optional.of("planned: " + plan.changes());
  }

  private Optional<String> policies() {
    return scene.configuration().all(EgressRoutePolicy.class).stream()
        .flatMap(policy -> policy(policy).stream())
        .findFirst();
  }

  private Optional<String> policy(EgressRoutePolicy policy) {
    Optional<PolicyStatus> found = scene.status().policy(policy.metadata().name());
    if (found.isEmpty()) {
      return Optional.of(policy.ref() + " has no status");
    }
    PolicyStatus status = found.get();
    List<Candidate> able = new ArrayList<>();
    for (int i = 0; i < policy.candidates().size(); i++) {
      Candidate candidate = policy.candidates().get(i);
      CandidateStatus said = status.candidates().get(i);
      boolean can = canCarry(candidate);
      if (said.ready() != can) {
        return Optional.of(policy.ref() + ": " + said + ", but ready should be " + can);
      }
      if (can) {
        able.add(candidate);
      }
    }
    Optional<Integer> heaviest = able.stream().map(Candidate::weight).max(Integer::compare);
    return status.selectedWeight().equals(heaviest)
        ? Optional.empty()
        : Optional.of(policy.ref() + ": " + status);
  }

  private boolean canCarry(Candidate candidate) {
    return candidate.enabled()
        && candidate
            .healthCheck()
            .map(
                name ->
                    scene
                        .configuration()
                        .find(new ResourceRef(HealthCheck.KIND, name), HealthCheck.class)
                        .orElseThrow()
                        .enabled())
            .orElse(true);
  }

  private Optional<String> routes() {
    for (IpRoute route : scene.configuration().all(IpRoute.class)) {
      RouteStatus status = scene.status().find(route.ref(), RouteStatus.class).orElseThrow();
      if (hop(route).isPresent() && !status.phase().equals("Installed")) {
        return Optional.of(route.ref() + ": " + status);
      }
    }
    return scene.configuration().all(EgressRoutePolicy.class).stream()
        .flatMap(p -> p.candidates().stream())
        .filter(this::canCarry)
        .flatMap(c -> c.healthCheck().stream())
        .flatMap(check -> scene.status().healthCheck(check).stream())
        .filter(check -> !check.phase().equals("Healthy"))
        .map(HealthStatus::toString)
        .findFirst();
  }

  /** Returns where a route must lead, empty where the policy behind it has no choice. */
  private Optional<String> hop(IpRoute route) {
    if (route.type() != RouteType.UNICAST) {
      return Optional.of(route.type().toString());
    }
    StatusReference device = route.device().flatMap(Expression::asReference).orElseThrow();
    return switch (device.resource().kind()) {
      case EgressRoutePolicy.KIND ->
          scene
              .status()
              .policy(device.resource().name())
              .filter(p -> p.selectedDevice().isPresent())
              .map(p -> way(p.selectedGateway(), p.selectedDevice().get()));
      case "IPv4Route" ->
          hop(scene.configuration().find(device.resource(), IpRoute.class).orElseThrow());
      default ->
          Optional.of(
              "via "
                  + route.gateway().orElseThrow()
                  + " dev "
                  + device.resource().name().replace("up", "wan"));
    };
  }

  /** Returns where a standby route must lead: the best of the others on another device (RT-11). */
  private Optional<String> standby(IpRoute route) {
    return StatusInvariant.policy(route, scene.status())
        .filter(policy -> route.standby() && policy.selectedDevice().isPresent())
        .flatMap(
            policy ->
                policy.candidates().stream()
                    .filter(c -> c.ready() && !c.device().equals(policy.selectedDevice()))
                    .min(Comparator.comparingInt(c -> -c.weight()))) // the first of equals
        .map(c -> way(c.gateway(), c.device().orElseThrow()));
  }

  private static String way(Optional<IpAddress> gateway, LinkName device) {
    return gateway.map(g -> "via " + g + " ").orElse("") + "dev " + device;
  }

  private List<Cidr> destinations(IpRoute route) {
    return switch (route.destination()) {
      case Expression.Literal<Cidr>(Cidr prefix) -> List.of(prefix);
      case Expression.Reference<Cidr>(StatusReference reference) ->
          scene
              .configuration()
              .find(reference.resource(), EgressRoutePolicy.class)
              .orElseThrow()
              .managedDestinations();
    };
  }

  /** Compares the kernel with what must stand in it; probe paths are compared by the plan. */
  private Optional<String> kernel() {
    Map<RouteKey, String> wanted = new TreeMap<>();
    TreeSet<RouteKey> free = new TreeSet<>();
    for (IpRoute route : scene.configuration().all(IpRoute.class)) {
      for (Cidr prefix : destinations(route)) {
        RouteKey key = new RouteKey(route.table(), prefix, route.metric());
        hop(route).ifPresentOrElse(hop -> wanted.put(key, hop), () -> free.add(key));
        RouteKey standby = new RouteKey(route.table(), prefix, route.standbyMetric());
        standby(route).ifPresent(hop -> wanted.put(standby, hop));
      }
    }
    Map<RouteKey, String> there = new TreeMap<>();
    for (ObservedRoute route : scene.machine().kernel().routes()) {
      boolean ours = route.protocol() == scene.protocol();
      if (ours && !isProbeTable(route.key().table()) && !free.contains(route.key())) {
        String leads = Leading.to(route.action(), scene.machine().kernel().nextHops()).toString();
        there.merge(route.key(), leads, (a, b) -> a + " and " + b);
      }
    }
    return wanted.equals(there)
        ? Optional.empty()
        : Optional.of("the kernel holds " + there + " and should hold " + wanted);
  }

  static boolean isProbeTable(RouteTable table) {
    return table.id() >= 114_000 && table.id() <= 114_999;
  }
}
