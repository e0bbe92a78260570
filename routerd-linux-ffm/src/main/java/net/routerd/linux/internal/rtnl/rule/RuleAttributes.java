package net.routerd.linux.internal.rtnl.rule;

/** Numbers of rule messages (linux/fib_rules.h). */
public final class RuleAttributes {
  /** {@code FRA_DST}: matches the destination. */
  public static final int DESTINATION = 1;

  /** {@code FRA_SRC}: matches the source. */
  public static final int SOURCE = 2;

  /** {@code FRA_PRIORITY}: its place in the order. */
  public static final int PRIORITY = 6;

  /** {@code FRA_FWMARK}: matches the firewall mark. */
  public static final int MARK = 10;

  /** {@code FRA_SUPPRESS_PREFIXLEN}: sent by the kernel for every rule, -1 for none. */
  public static final int SUPPRESS_PREFIX_LENGTH = 14;

  /** {@code FRA_TABLE}: the table; wins over the field of the header. */
  public static final int TABLE = 15;

  /** {@code FRA_FWMASK}: which bits of the mark count. */
  public static final int MARK_MASK = 16;

  /** {@code FRA_OIFNAME}: matches sockets bound to this device. */
  public static final int OUT_DEVICE = 17;

  /** {@code FRA_PROTOCOL}: who installed it, since Linux 4.17. */
  public static final int PROTOCOL = 21;

  /** {@code FRA_FLOW}: the realm of what matches, which changes no lookup. */
  public static final int FLOW = 11;

  /** {@code FR_ACT_TO_TBL}: look the packet up in a table. */
  public static final int ACTION_TO_TABLE = 1;

  /** {@code FIB_RULE_INVERT}: matches what does not match. */
  public static final long INVERT = 2;

  private RuleAttributes() {}
}
