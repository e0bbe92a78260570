package net.routerd.spi;

/** Whether a platform can be used here. */
public sealed interface PlatformSupport {

  /** It can be used. */
  record Usable() implements PlatformSupport {}

  /**
   * It cannot be used.
   *
   * @param reason what is missing
   * @param mend what to do about it
   */
  record Unusable(String reason, String mend) implements PlatformSupport {}
}
