package net.routerd.select.choose;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is remembered of a policy between decisions.
 *
 * @param selected the candidate that carries the traffic
 * @param everSelected whether one was ever selected since the start
 * @param lastTransition when another candidate was last selected, by the wall clock
 * @param candidates what is remembered of each candidate, by name
 */
public record PolicyMemory(
    Optional<String> selected,
    boolean everSelected,
    Optional<Instant> lastTransition,
    Map<String, CandidateMemory> candidates) {

  /** What is remembered of a policy that is new. */
  public static final PolicyMemory NEW =
      new PolicyMemory(Optional.empty(), false, Optional.empty(), Map.of());

  /** Copies the map. */
  public PolicyMemory {
    candidates = Map.copyOf(candidates);
  }

  /**
   * Returns the memory of a policy whose route already stands in the kernel (RT-6).
   *
   * @param candidate the candidate that the route is matched to
   * @return the memory
   */
  public static PolicyMemory adopting(String candidate) {
    return new PolicyMemory(Optional.of(candidate), true, Optional.empty(), Map.of());
  }

  /**
   * Returns what is remembered of a candidate.
   *
   * @param candidate its name
   * @return the memory, that of a new one if there is none
   */
  public CandidateMemory of(String candidate) {
    return candidates.getOrDefault(candidate, CandidateMemory.NEW);
  }
}
