package net.routerd.samples.appliance;

/** The command line is wrong; the message says how to mend it (CLI-2). */
final class UsageException extends Exception {

  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
