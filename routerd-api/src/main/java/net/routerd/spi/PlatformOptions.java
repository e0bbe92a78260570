package net.routerd.spi;

/**
 * What an engine asks of a platform.
 *
 * @param protocol the protocol number that marks routes and rules as ours (RT-1), 5 to 255
 * @param access whether anything is to be changed
 */
public record PlatformOptions(int protocol, Access access) {

  /** The protocol number unless another is set: unused in iproute2's rt_protos. */
  public static final int DEFAULT_PROTOCOL = 114;

  /** What the engine may do. */
  public enum Access {
    /** Only read: needs no privilege and excludes nobody. */
    OBSERVE,
    /** Read, change and probe: one engine for a protocol number (ENG-6). */
    CONTROL
  }

  /**
   * Checks the protocol number: 0 to 4 belong to the kernel and to administrators
   * (linux/rtnetlink.h, {@code RTPROT_*}).
   */
  public PlatformOptions {
    if (protocol < 5 || protocol > 255) {
      throw new IllegalArgumentException("a route protocol number is 5 to 255, not " + protocol);
    }
  }
}
