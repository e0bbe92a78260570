package net.routerd.api;

/**
 * A failure that a caller of the API meets (ENG-5). The message says what was tried, the answer,
 * and the next step.
 */
public abstract sealed class RouterdException extends RuntimeException
    permits RouterdException.NoPlatform {

  private static final long serialVersionUID = 1L;

  RouterdException(String message) {
    super(message);
  }

  /** No platform can be used here; the message says why, for every provider. */
  public static final class NoPlatform extends RouterdException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message why, for every provider, and the next step
     */
    public NoPlatform(String message) {
      super(message);
    }
  }
}
