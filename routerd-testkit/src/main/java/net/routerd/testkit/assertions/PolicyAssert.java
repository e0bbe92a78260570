package net.routerd.testkit.assertions;

import java.util.Optional;
import net.routerd.api.Routerd;
import net.routerd.model.status.CandidateStatus;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.Reason;

/** Assertions on a policy of a running engine. */
public final class PolicyAssert {

  private final Routerd routerd;
  private final String policy;

  PolicyAssert(Routerd routerd, String policy) {
    this.routerd = routerd;
    this.policy = policy;
  }

  /**
   * Asserts which candidate is selected.
   *
   * @param candidate its name
   * @return this
   */
  public PolicyAssert hasSelected(String candidate) {
    return hasSelected(Optional.of(candidate));
  }

  /**
   * Asserts that no candidate is selected.
   *
   * @return this
   */
  public PolicyAssert hasSelectedNothing() {
    return hasSelected(Optional.empty());
  }

  private PolicyAssert hasSelected(Optional<String> candidate) {
    Optional<String> seen = status().selectedCandidate();
    return check(
        seen.equals(candidate),
        "expected "
            + policy
            + " to select "
            + words(candidate)
            + "\nbut it selects "
            + words(seen));
  }

  private static String words(Optional<String> candidate) {
    return candidate.orElse("nothing");
  }

  /**
   * Asserts why a candidate is as it is.
   *
   * @param candidate its name
   * @param reason the reason that its status tells
   * @return this
   */
  public PolicyAssert hasReason(String candidate, Reason reason) {
    Optional<Reason> seen =
        status().candidates().stream()
            .filter(c -> c.name().equals(candidate))
            .map(CandidateStatus::reason)
            .findFirst();
    return check(
        seen.equals(Optional.of(reason)),
        "expected candidate "
            + candidate
            + " to be "
            + reason
            + "\nbut it is "
            + seen.map(Object::toString).orElse("not there"));
  }

  private PolicyStatus status() {
    return routerd
        .status()
        .policy(policy)
        .orElseThrow(
            () ->
                new AssertionError(
                    "expected a policy " + policy + "\nbut there are " + routerd.status()));
  }

  private PolicyAssert check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise + "\n\n" + MachineTables.selection(routerd, policy));
    }
    return this;
  }
}
