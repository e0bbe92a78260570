package net.routerd.select.bounds;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.HealthCheck;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;

/**
 * The worst-case times of one policy, from the configuration alone. Candidates that can never be
 * ready, because they or their check are not enabled, are left out.
 *
 * @param policy the policy's name
 * @param candidates the times of each candidate, in the order of the configuration
 */
public record PolicyBounds(String policy, List<CandidateBounds> candidates) {

  /** Copies the list. */
  public PolicyBounds {
    candidates = List.copyOf(candidates);
  }

  /**
   * Works out the times of every policy.
   *
   * @param configuration the configuration
   * @return one for each policy, ordered by name
   */
  public static List<PolicyBounds> of(RouterConfig configuration) {
    return configuration.all(EgressRoutePolicy.class).stream()
        .map(policy -> of(configuration, policy))
        .toList();
  }

  private static PolicyBounds of(RouterConfig configuration, EgressRoutePolicy policy) {
    List<Candidate> able =
        policy.candidates().stream()
            .filter(Candidate::enabled)
            .filter(c -> check(configuration, c).map(HealthCheck::enabled).orElse(true))
            .toList();
    int lightest = able.stream().mapToInt(Candidate::weight).min().orElse(0);
    return new PolicyBounds(
        policy.metadata().name(),
        able.stream()
            .map(
                candidate ->
                    bounds(
                        candidate,
                        check(configuration, candidate),
                        able.size() > 1,
                        candidate.weight() > lightest,
                        policy.hysteresis()))
            .toList());
  }

  private static Optional<HealthCheck> check(RouterConfig configuration, Candidate candidate) {
    return candidate
        .healthCheck()
        .flatMap(
            name -> configuration.find(new ResourceRef(HealthCheck.KIND, name), HealthCheck.class));
  }

  private static CandidateBounds bounds(
      Candidate candidate,
      Optional<HealthCheck> check,
      boolean others,
      boolean lighter,
      Duration hysteresis) {
    Bound silentDeath =
        check.map(c -> after(c, c.unhealthyThreshold())).orElse(new Bound.Never("it has no check"));
    Bound recovery = check.map(c -> after(c, c.healthyThreshold())).orElse(Bound.atOnce());
    return new CandidateBounds(
        candidate.name(),
        Bound.atOnce(),
        silentDeath,
        others ? Bound.atOnce().worse(silentDeath) : new Bound.Never("there is no other candidate"),
        recovery,
        lighter ? recovery.plus(hysteresis) : new Bound.Never("no other candidate is lighter"));
  }

  private static Bound after(HealthCheck check, int probes) {
    return new Bound.Within(check.interval().multipliedBy(probes).plus(check.timeout()));
  }

  /**
   * Returns the longest that a lost link goes unnoticed, whichever candidate carries the traffic.
   *
   * @return the worst of the candidates
   */
  public Bound linkLoss() {
    return worst(CandidateBounds::linkLoss);
  }

  /**
   * Returns the longest that a silent death goes unnoticed, whichever candidate carries the
   * traffic.
   *
   * @return the worst of the candidates; never, if one of them has no check
   */
  public Bound silentDeath() {
    return worst(CandidateBounds::silentDeath);
  }

  /**
   * Returns the longest until a candidate is ready again after its path has returned.
   *
   * @return the worst of the candidates
   */
  public Bound recovery() {
    return worst(CandidateBounds::recovery);
  }

  /**
   * Returns the longest until traffic leaves a dead candidate for a ready one.
   *
   * @return the worst of the candidates
   */
  public Bound switchOver() {
    return worst(CandidateBounds::switchOver);
  }

  /**
   * Returns the longest until a candidate that has returned carries the traffic of a lighter one
   * again.
   *
   * @return the worst of the candidates that have a lighter one; never, if none has
   */
  public Bound failBack() {
    Bound none = new Bound.Never("no candidate has a lighter one");
    return candidates.stream()
        .map(CandidateBounds::failBack)
        .filter(Bound.Within.class::isInstance)
        .reduce(Bound::worse)
        .orElse(none);
  }

  private Bound worst(Function<CandidateBounds, Bound> part) {
    return candidates.stream()
        .map(part)
        .reduce(Bound::worse)
        .orElse(new Bound.Never("no candidate can be ready"));
  }
}
