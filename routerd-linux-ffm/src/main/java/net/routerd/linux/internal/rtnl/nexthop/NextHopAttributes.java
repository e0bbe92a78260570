package net.routerd.linux.internal.rtnl.nexthop;

/** Numbers of nexthop messages (linux/nexthop.h). */
public final class NextHopAttributes {
  /** {@code NHA_ID}: the object's number. */
  public static final int ID = 1;

  /** {@code NHA_GROUP}: the objects of a group, a row of {@code struct nexthop_grp}. */
  public static final int GROUP = 2;

  /** {@code NHA_BLACKHOLE}: drops packets. */
  public static final int BLACKHOLE = 4;

  /** {@code NHA_OIF}: the outgoing device. */
  public static final int OUT_DEVICE = 5;

  /** {@code NHA_GATEWAY}: the next router, of the object's family. */
  public static final int GATEWAY = 6;

  /** {@code NHA_ENCAP_TYPE}: wraps packets up. */
  public static final int ENCAPSULATION = 7;

  /** {@code NHA_FDB}: for bridges, not for routes. */
  public static final int FDB = 11;

  /** {@code RTNH_F_ONLINK}: the gateway is on the link though no connected prefix holds it. */
  public static final long ONLINK = 0x4;

  private NextHopAttributes() {}
}
