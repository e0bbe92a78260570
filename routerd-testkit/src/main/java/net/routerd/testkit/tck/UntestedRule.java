package net.routerd.testkit.tck;

/**
 * A promise of the contract that no kit can try from outside.
 *
 * @param promise what a platform promises
 * @param reason why it cannot be tried, and what would
 */
public record UntestedRule(String promise, String reason) {

  @Override
  public String toString() {
    return promise + ": " + reason;
  }
}
