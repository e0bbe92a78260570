package net.routerd.linux.internal.netlink;

/** Where what the kernel tells comes from. */
public interface NetlinkSource {

  /** What a receive brought. */
  enum Received {
    /** A datagram of the kernel, in {@link NetlinkSource#frames()}. */
    DATAGRAM,
    /** Nothing is there. */
    NOTHING,
    /** Something was lost: the socket's buffer ran over, or a datagram was larger than ours. */
    LOST
  }

  /**
   * Receives the next datagram of the kernel, without waiting.
   *
   * @return what came
   * @throws net.routerd.spi.PlatformException if nothing can be received any more
   */
  Received receive();

  /**
   * Walks through what was received last.
   *
   * @return the walk, over bytes that the next receive overwrites
   */
  NlFrames frames();
}
