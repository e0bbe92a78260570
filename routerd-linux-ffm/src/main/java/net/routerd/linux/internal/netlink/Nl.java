package net.routerd.linux.internal.netlink;

/** Constants of netlink itself (linux/netlink.h, netlink(7)). */
public final class Nl {
  /** {@code NLMSG_NOOP}: to be ignored. */
  public static final int MSG_NOOP = 1;

  /** {@code NLMSG_ERROR}: an error, or with errno 0 an acknowledgement. */
  public static final int MSG_ERROR = 2;

  /** {@code NLMSG_DONE}: the end of a dump. */
  public static final int MSG_DONE = 3;

  /** {@code NLM_F_REQUEST}: a request. */
  public static final int REQUEST = 0x1;

  /** {@code NLM_F_ACK}: answer with an acknowledgement. */
  public static final int ACK = 0x4;

  /** {@code NLM_F_DUMP_INTR}: what was dumped changed under the dump. */
  public static final int DUMP_INTR = 0x10;

  /**
   * {@code NLM_F_DUMP_FILTERED}: the kernel left out what the request did not ask for. Without it,
   * as from a kernel or socket without {@code NETLINK_GET_STRICT_CHK}, the list holds everything.
   */
  public static final int DUMP_FILTERED = 0x20;

  /** {@code NLM_F_ROOT | NLM_F_MATCH}: return all that match. */
  public static final int DUMP = 0x300;

  /** {@code NLM_F_REPLACE}: put it in the place of what is there. */
  public static final int REPLACE = 0x100;

  /** {@code NLM_F_EXCL}: refuse if something is there. */
  public static final int EXCL = 0x200;

  /** {@code NLM_F_CREATE}: make it if nothing is there. */
  public static final int CREATE = 0x400;

  /** {@code NLM_F_APPEND}: put it behind what is there. */
  public static final int APPEND = 0x800;

  /** {@code NLM_F_CAPPED}: an error holds only the header of the request that it answers. */
  public static final int CAPPED = 0x100;

  /** {@code NLM_F_ACK_TLVS}: an error or end of dump carries attributes. */
  public static final int ACK_TLVS = 0x200;

  /** The size of {@code struct nlmsghdr} in bytes. */
  public static final int HEADER_BYTES = 16;

  /** The size of {@code struct nlattr} in bytes. */
  public static final int ATTRIBUTE_HEADER_BYTES = 4;

  /**
   * {@code NLA_TYPE_MASK}: the type without {@code NLA_F_NESTED} and {@code NLA_F_NET_BYTEORDER}.
   */
  public static final int TYPE_MASK = 0x3FFF;

  /** {@code NLA_F_NESTED}: the value is a row of attributes. */
  public static final int NESTED = 0x8000;

  private Nl() {}

  /**
   * Rounds a length up to a multiple of four ({@code NLMSG_ALIGN}, {@code NLA_ALIGN}).
   *
   * @param length a length in bytes
   * @return the aligned length
   */
  public static int align(int length) {
    return length + 3 & ~3;
  }
}
