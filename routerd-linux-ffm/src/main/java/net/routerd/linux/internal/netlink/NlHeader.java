package net.routerd.linux.internal.netlink;

/**
 * The header of a message ({@code struct nlmsghdr}, linux/netlink.h).
 *
 * @param type what the message is
 * @param flags {@code NLM_F_*}
 * @param sequence the number that the request carried, 0 for most notifications
 * @param port whom the message answers: an unsigned number in an int, compared only for equality
 */
public record NlHeader(int type, int flags, int sequence, int port) {

  /**
   * Tells whether a flag is set.
   *
   * @param flag one of {@code NLM_F_*}
   * @return true if it is set
   */
  public boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
