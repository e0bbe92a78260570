package net.routerd.api;

/**
 * A failure that a caller of the API meets (ENG-5). The message says what was tried, the answer,
 * and the next step.
 */
public abstract sealed class RouterdException extends RuntimeException
    permits RouterdException.NoPlatform,
        RouterdException.UnreadableJournal,
        RouterdException.UnknownPolicy,
        RouterdException.UnknownCandidate {

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

  /** What was to be replayed is no journal, or not one that this library reads. */
  public static final class UnreadableJournal extends RouterdException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message which, where, why, and the next step
     */
    public UnreadableJournal(String message) {
      super(message);
    }
  }

  /** A policy was named that the running configuration does not have. */
  public static final class UnknownPolicy extends RouterdException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what was named, the nearest name, and those there are
     */
    public UnknownPolicy(String message) {
      super(message);
    }
  }

  /** A candidate was named that its policy does not have. */
  public static final class UnknownCandidate extends RouterdException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what was named, the nearest name, and those there are
     */
    public UnknownCandidate(String message) {
      super(message);
    }
  }
}
