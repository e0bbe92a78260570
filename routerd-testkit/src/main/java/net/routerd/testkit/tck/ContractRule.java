package net.routerd.testkit.tck;

/**
 * One rule of the contract, on one platform.
 *
 * @param id its id, with the ids of the semantics that it is part of, such as {@code ROUTE-5 RT-1}
 * @param strength how much it binds
 * @param promise what a platform promises, in a sentence
 * @param body tries the promise
 */
public record ContractRule(String id, Strength strength, String promise, Body body) {

  /** The trial of one rule. */
  @FunctionalInterface
  public interface Body {
    /**
     * Makes a world, opens the platform in it, tries the promise, and closes both.
     *
     * @throws AssertionError if the promise is broken, with what was seen
     * @throws Untestable if the world cannot do what the rule needs
     */
    void run();
  }

  /**
   * Tries the rule, in a world of its own.
   *
   * @throws AssertionError if the promise is broken, with what was seen
   * @throws Untestable if the world cannot do what the rule needs
   */
  public void run() {
    body.run();
  }

  /**
   * Tries the rule and returns what became of it. A world or platform that fails in another way
   * than by the promise, such as by an exception, counts as broken.
   *
   * @return the outcome
   */
  public Outcome outcome() {
    try {
      run();
      return new Outcome.Held();
    } catch (Untestable cannot) {
      return new Outcome.Untested(String.valueOf(cannot.getMessage()));
    } catch (RuntimeException | AssertionError e) {
      return new Outcome.Broken(e);
    }
  }

  /** What became of a rule. */
  public sealed interface Outcome {
    /** The platform kept it. */
    record Held() implements Outcome {}

    /**
     * The platform broke it.
     *
     * @param cause what was seen
     */
    record Broken(Throwable cause) implements Outcome {}

    /**
     * It could not be tried.
     *
     * @param reason why
     */
    record Untested(String reason) implements Outcome {}
  }

  /**
   * Returns id, strength and promise.
   *
   * @return such as {@code ROUTE-5 RT-1 MUST: a foreign route is never replaced (IPv4)}
   */
  @Override
  public String toString() {
    return id + " " + strength + ": " + promise;
  }
}
