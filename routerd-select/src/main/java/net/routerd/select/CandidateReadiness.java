package net.routerd.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.routerd.model.Candidate;
import net.routerd.model.DsLiteTunnel;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.NetworkInterface;
import net.routerd.model.ResourceRef;
import net.routerd.model.link.Link;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.status.Reason;
import net.routerd.select.health.CheckPath;
import net.routerd.select.health.Judgement;
import net.routerd.select.ready.NextHopFacts;
import net.routerd.select.ready.Obstacle;
import net.routerd.select.ready.Readiness;
import net.routerd.select.resolve.Resolution;
import org.jspecify.annotations.Nullable;

/** Tests one candidate in the order of RDY-1; the first test that fails is its reason. */
final class CandidateReadiness {

  private final Evaluation evaluation;
  private final Candidate candidate;
  private final Resolution<LinkName> device;
  private final Resolution<IpAddress> gateway;

  CandidateReadiness(Evaluation evaluation, EgressRoutePolicy policy, Candidate candidate) {
    this.evaluation = evaluation;
    this.candidate = candidate;
    device = evaluation.nextHops.device(candidate);
    gateway = evaluation.nextHops.gateway(policy, candidate);
  }

  Readiness judge(boolean drained, Optional<Judgement> health) {
    List<Obstacle> obstacles = new ArrayList<>();
    if (!candidate.enabled()) {
      obstacles.add(new Obstacle(Reason.DISABLED, "set enabled to true to let it take part"));
    }
    if (drained) {
      obstacles.add(
          new Obstacle(
              Reason.DRAINED, "drained by an operator; release the policy to let it take part"));
    }
    Obstacle found = inTheWorld(health);
    if (found != null) {
      obstacles.add(found);
    }
    return new Readiness(obstacles, device.value(), gateway.value());
  }

  private @Nullable Obstacle inTheWorld(Optional<Judgement> health) {
    Obstacle obstacle = candidate.source().map(this::source).orElse(null);
    obstacle = obstacle != null ? obstacle : device();
    obstacle = obstacle != null ? obstacle : gateway();
    return obstacle != null ? obstacle : health.map(this::health).orElse(null);
  }

  private @Nullable Obstacle source(ResourceRef source) {
    if (!source.kind().equals(NetworkInterface.KIND) && !source.kind().equals(DsLiteTunnel.KIND)) {
      Published published = evaluation.published(source);
      if (published == null) {
        return new Obstacle(Reason.SOURCE_MISSING, source + " has published no status");
      }
      if (evaluation.isExpired(published)) {
        return new Obstacle(Reason.SOURCE_NOT_READY, source + ": the lease has expired");
      }
      return ExternalFields.isReady(published)
          ? null
          : new Obstacle(Reason.SOURCE_NOT_READY, source + " is " + published.status().phase());
    }
    LinkName name = nameOf(source);
    Link link = evaluation.link(name);
    if (link == null) {
      return new Obstacle(Reason.SOURCE_MISSING, source + ": device " + name + " does not exist");
    }
    return link.isUp() ? null : new Obstacle(Reason.SOURCE_NOT_READY, source + ": " + down(link));
  }

  private LinkName nameOf(ResourceRef source) {
    return source.kind().equals(NetworkInterface.KIND)
        ? evaluation.configuration.find(source, NetworkInterface.class).orElseThrow().ifname()
        : evaluation.configuration.find(source, DsLiteTunnel.class).orElseThrow().tunnelName();
  }

  private static String down(Link link) {
    return "device "
        + link.name()
        + (!link.adminUp()
            ? " is set down"
            : !link.carrier() ? " has no carrier" : " is " + link.operState());
  }

  private @Nullable Obstacle device() {
    if (device.value().isEmpty()) {
      return new Obstacle(
          Reason.DEVICE_UNRESOLVED, device.whyUnresolved().orElse("its device has no value"));
    }
    Link link = evaluation.link(device.value().get());
    if (link == null) {
      return new Obstacle(
          Reason.DEVICE_MISSING, "device " + device.value().get() + " does not exist");
    }
    return link.isUp() ? null : new Obstacle(Reason.DEVICE_DOWN, down(link));
  }

  private @Nullable Obstacle gateway() {
    Optional<String> unresolved = gateway.whyUnresolved();
    if (unresolved.isPresent()) {
      return new Obstacle(Reason.GATEWAY_UNRESOLVED, unresolved.get());
    }
    Link link = evaluation.link(device.value().orElseThrow());
    if (link == null
        || gateway.value().isEmpty()
        || NextHopFacts.gatewayIsReachable(candidate, link, gateway.value().get())) {
      return null;
    }
    return new Obstacle(
        Reason.GATEWAY_UNREACHABLE,
        "no connected prefix of "
            + link.name()
            + " holds "
            + gateway.value().get()
            + "; give the device an address beside its gateway, or set onlink");
  }

  private @Nullable Obstacle health(Judgement judged) {
    String name = "check " + judged.spec().metadata().name();
    if (!judged.spec().enabled()) {
      return new Obstacle(Reason.HEALTH_CHECK_DISABLED, name + " is not enabled");
    }
    if (evaluation.paths.get(judged.spec().metadata().name()) instanceof CheckPath.None none
        && none.reason() == Reason.PATH_MISMATCH) {
      return new Obstacle(Reason.PATH_MISMATCH, name + ": " + none.why());
    }
    return switch (judged.verdict()) {
      case HEALTHY -> null;
      case UNHEALTHY ->
          new Obstacle(Reason.HEALTH_CHECK_UNHEALTHY, name + " is Unhealthy: " + judged.words());
      case UNKNOWN ->
          new Obstacle(Reason.HEALTH_CHECK_UNKNOWN, name + " is Unknown: " + judged.words());
    };
  }
}
