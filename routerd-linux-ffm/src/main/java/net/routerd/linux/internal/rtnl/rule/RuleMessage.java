package net.routerd.linux.internal.rtnl.rule;

import net.routerd.linux.internal.netlink.NlAttr;
import net.routerd.linux.internal.netlink.NlAttrs;

/**
 * A rule on the wire: {@code struct fib_rule_hdr} (linux/fib_rules.h) and its attributes.
 *
 * @param family {@code AF_*}
 * @param destinationLength bits of the destination
 * @param sourceLength bits of the source
 * @param tos type of service
 * @param headerTable the low table number; {@link #table()} is the table
 * @param action {@code FR_ACT_*}
 * @param flags {@code FIB_RULE_*}, unsigned
 * @param attributes in the order of the wire, the unknown too
 */
public record RuleMessage(
    int family,
    int destinationLength,
    int sourceLength,
    int tos,
    int headerTable,
    int action,
    long flags,
    NlAttrs attributes) {

  /**
   * Returns the routing table.
   *
   * @return 0 to 4294967295
   */
  public long table() {
    return attributes.u32(RuleAttributes.TABLE, headerTable);
  }

  /**
   * Returns who installed it.
   *
   * @return the protocol number, 0 where none is told
   */
  public int protocol() {
    return attributes.find(RuleAttributes.PROTOCOL).map(NlAttr::u8).orElse(0);
  }
}
