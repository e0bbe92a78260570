package net.routerd.model;

/** What becomes of a route while a reference that it holds has no value (RT-14). */
public enum WhenUnresolved {
  /** The last decided route stays. */
  KEEP("keep"),
  /** The route is taken away. */
  WITHDRAW("withdraw"),
  /** A blackhole takes its place. */
  BLACKHOLE("blackhole");

  private final String text;

  WhenUnresolved(String text) {
    this.text = text;
  }

  /**
   * Returns the word that configurations use.
   *
   * @return the word
   */
  @Override
  public String toString() {
    return text;
  }
}
