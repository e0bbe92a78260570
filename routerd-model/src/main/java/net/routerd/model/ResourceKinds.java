package net.routerd.model;

import java.util.Set;

/** The kinds that an embedding program cannot register. */
final class ResourceKinds {

  static final Set<String> OWN =
      Set.of(
          EgressRoutePolicy.KIND,
          HealthCheck.KIND,
          IPv4Route.KIND,
          IPv6Route.KIND,
          NetworkInterface.KIND,
          DsLiteTunnel.KIND);

  /** The document that holds resources (RES-8), and the kind of former versions (RES-5). */
  static final Set<String> RESERVED = Set.of("Router", "WANEgressPolicy");

  private ResourceKinds() {}
}
