package net.routerd.spi;

/** A platform could not do what it was asked (ENG-5). */
public final class PlatformException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What was tried, on what. */
  private final String tried;

  /** The system's answer. */
  private final String answer;

  /** The next step. */
  private final String mend;

  /**
   * Makes one.
   *
   * @param tried what was tried, on what
   * @param answer the system's answer, such as {@code EPERM (1)}
   * @param mend the next step
   */
  public PlatformException(String tried, String answer, String mend) {
    super(tried + ": " + answer + "; " + mend);
    this.tried = tried;
    this.answer = answer;
    this.mend = mend;
  }

  /**
   * Returns what was tried, on what.
   *
   * @return such as {@code bind rtnetlink socket}
   */
  public String tried() {
    return tried;
  }

  /**
   * Returns the system's answer.
   *
   * @return such as {@code EPERM (1)}
   */
  public String answer() {
    return answer;
  }

  /**
   * Returns the next step.
   *
   * @return such as {@code grant CAP_NET_ADMIN}
   */
  public String mend() {
    return mend;
  }
}
