package net.routerd.model;

/** How a policy chooses. */
public enum SelectionMode {
  /** The ready candidate of the highest weight (SEL-2). */
  HIGHEST_WEIGHT_READY("highest-weight-ready");

  private final String text;

  SelectionMode(String text) {
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
