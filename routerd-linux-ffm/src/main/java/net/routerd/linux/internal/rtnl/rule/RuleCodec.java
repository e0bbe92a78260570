package net.routerd.linux.internal.rtnl.rule;

import java.nio.ByteBuffer;
import net.routerd.linux.internal.netlink.NlMessage;
import net.routerd.linux.internal.netlink.NlWriter;

/** Reads and writes {@link RuleMessage}. */
public final class RuleCodec {

  private static final int FIXED = 12;

  private RuleCodec() {}

  /**
   * Reads a message.
   *
   * @param message of type {@code RTM_*RULE}
   * @return the rule
   * @throws net.routerd.linux.internal.netlink.NlParseException if it is cut off
   */
  public static RuleMessage decode(NlMessage message) {
    ByteBuffer fixed = message.fixed(FIXED, "struct fib_rule_hdr");
    int at = fixed.position();
    return new RuleMessage(
        fixed.get(at) & 0xFF,
        fixed.get(at + 1) & 0xFF,
        fixed.get(at + 2) & 0xFF,
        fixed.get(at + 3) & 0xFF,
        fixed.get(at + 4) & 0xFF,
        fixed.get(at + 7) & 0xFF,
        Integer.toUnsignedLong(fixed.getInt(at + 8)),
        message.attributesAfter(FIXED));
  }

  /**
   * Writes a message's body.
   *
   * @param rule the rule
   * @return the bytes behind the message header
   */
  public static byte[] encode(RuleMessage rule) {
    return new NlWriter()
        .u8(rule.family(), rule.destinationLength(), rule.sourceLength(), rule.tos())
        .u8(rule.headerTable(), 0, 0, rule.action())
        .u32(rule.flags())
        .attributes(rule.attributes())
        .toBytes();
  }
}
