package net.routerd.select;

import java.util.Optional;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Expression;
import net.routerd.model.GatewaySource;
import net.routerd.model.StatusReference;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.select.resolve.Resolution;

/** The device and the gateway of a candidate, as its expressions resolve (GW-1 to GW-3). */
final class NextHops {

  private final Evaluation evaluation;

  NextHops(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  Resolution<LinkName> device(Candidate candidate) {
    return evaluation.resolver.device(candidate.effectiveDevice());
  }

  /** Returns the gateway; absent only where the candidate needs none. */
  Resolution<IpAddress> gateway(EgressRoutePolicy policy, Candidate candidate) {
    if (candidate.gatewaySource() == GatewaySource.NONE) {
      return new Resolution.Absent<>();
    }
    Optional<Expression<IpAddress>> expression =
        candidate
            .gateway()
            .or(() -> candidate.source().map(s -> leased(new StatusReference(s, "gateway"))));
    if (expression.isEmpty()) {
      return new Resolution.Unresolved<>("neither a gateway nor a source that could publish one");
    }
    Resolution<IpAddress> gateway = evaluation.resolver.address(expression.get());
    return switch (gateway) {
      case Resolution.Absent<IpAddress> absent ->
          new Resolution.Unresolved<>(expression.get() + " has no value");
      case Resolution.Value<IpAddress> v when v.it().family() != policy.family() ->
          new Resolution.Unresolved<>(
              "gateway " + v.it() + " is not of the policy's family " + policy.family());
      default -> gateway;
    };
  }

  private static Expression<IpAddress> leased(StatusReference reference) {
    return new Expression.Reference<>(reference);
  }
}
