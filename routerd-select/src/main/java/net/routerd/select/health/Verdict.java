package net.routerd.select.health;

/** What is believed of a path; latched (HC-1). */
public enum Verdict {
  /** No reason to believe either. */
  UNKNOWN("Unknown"),
  /** It works. */
  HEALTHY("Healthy"),
  /** It does not work. */
  UNHEALTHY("Unhealthy");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  /**
   * Returns the stable word.
   *
   * @return such as {@code Healthy}
   */
  @Override
  public String toString() {
    return text;
  }
}
