package net.routerd.api.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.routerd.api.RouterdException;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.RouterConfig;
import net.routerd.model.persistent.PersistentMap;
import net.routerd.select.Directives;

/** What an operator asked of the policies since the start (ENG-8). */
final class DirectiveBook {

  private static final Logger LOG = System.getLogger("net.routerd");

  private PersistentMap<String, Directives> byPolicy = PersistentMap.empty();

  Map<String, Directives> current() {
    return byPolicy;
  }

  void drain(RouterConfig configuration, String policy, String candidate) {
    check(configuration, policy, candidate);
    Directives before = of(policy);
    Set<String> drained = new HashSet<>(before.drained());
    drained.add(candidate);
    put(policy, new Directives(drained, before.pinned()), "drain " + candidate);
  }

  void pin(RouterConfig configuration, String policy, String candidate) {
    check(configuration, policy, candidate);
    put(policy, new Directives(of(policy).drained(), Optional.of(candidate)), "pin " + candidate);
  }

  void release(RouterConfig configuration, String policy) {
    policy(configuration, policy);
    put(policy, Directives.NONE, "release");
  }

  /** Forgets what was asked of policies and candidates that a reload took away. */
  void reloaded(RouterConfig next) {
    Map<String, Set<String>> names =
        next.all(EgressRoutePolicy.class).stream()
            .collect(
                Collectors.toMap(
                    policy -> policy.metadata().name(),
                    policy ->
                        policy.candidates().stream()
                            .map(Candidate::name)
                            .collect(Collectors.toSet())));
    for (Map.Entry<String, Directives> entry : byPolicy.entrySet()) {
      Set<String> there = names.getOrDefault(entry.getKey(), Set.of());
      Directives asked = entry.getValue();
      Set<String> drained = new HashSet<>(asked.drained());
      drained.retainAll(there);
      Directives left = new Directives(drained, asked.pinned().filter(there::contains));
      if (!left.equals(asked)) {
        put(entry.getKey(), left, "the reload took away what was drained or pinned");
      }
    }
  }

  private Directives of(String policy) {
    return byPolicy.getOrDefault(policy, Directives.NONE);
  }

  private void put(String policy, Directives asked, String why) {
    if (asked.equals(of(policy))) {
      return;
    }
    byPolicy =
        asked.equals(Directives.NONE) ? byPolicy.minus(policy) : byPolicy.plus(policy, asked);
    LOG.log(Level.INFO, "policy " + policy + ": " + why);
  }

  private static void check(RouterConfig configuration, String policy, String candidate) {
    EgressRoutePolicy known = policy(configuration, policy);
    try {
      var _ = known.candidate(candidate);
    } catch (NoSuchElementException e) {
      throw new RouterdException.UnknownCandidate(String.valueOf(e.getMessage()));
    }
  }

  static EgressRoutePolicy policy(RouterConfig configuration, String name) {
    try {
      return configuration.policy(name);
    } catch (NoSuchElementException e) {
      throw new RouterdException.UnknownPolicy(String.valueOf(e.getMessage()));
    }
  }
}
