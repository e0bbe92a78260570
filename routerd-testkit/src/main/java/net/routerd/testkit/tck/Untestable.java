package net.routerd.testkit.tck;

/** A world cannot do what a rule needs: the rule counts as untested, for this reason. */
public final class Untestable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes one.
   *
   * @param reason why, for a person
   */
  public Untestable(String reason) {
    super(reason);
  }
}
