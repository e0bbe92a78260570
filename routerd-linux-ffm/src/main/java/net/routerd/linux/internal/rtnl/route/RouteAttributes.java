package net.routerd.linux.internal.rtnl.route;

/** Numbers of route messages (linux/rtnetlink.h). */
public final class RouteAttributes {
  /** {@code RTA_DST}: the destination's network, absent for a default route. */
  public static final int DESTINATION = 1;

  /** {@code RTA_OIF}: the outgoing device. */
  public static final int OUT_DEVICE = 4;

  /** {@code RTA_GATEWAY}: the next router, of the route's family. */
  public static final int GATEWAY = 5;

  /** {@code RTA_PRIORITY}: the metric. */
  public static final int PRIORITY = 6;

  /** {@code RTA_PREFSRC}: the preferred source address. */
  public static final int PREFERRED_SOURCE = 7;

  /** {@code RTA_MULTIPATH}: several next hops, a row of {@code struct rtnexthop}. */
  public static final int MULTIPATH = 9;

  /** {@code RTA_TABLE}: the table; wins over the field of the header, which holds only 8 bits. */
  public static final int TABLE = 15;

  /** {@code RTA_MARK}: the firewall mark of the packet asked about. */
  public static final int MARK = 16;

  /** {@code RTA_VIA}: a next router of another family, {@code struct rtvia}. */
  public static final int VIA = 18;

  /** {@code RTA_NH_ID}: a nexthop object. */
  public static final int NEXTHOP_ID = 30;

  /** {@code RTA_SRC}: the source address of the packet asked about. */
  public static final int SOURCE = 2;

  /** {@code RT_SCOPE_UNIVERSE}: through a router. */
  public static final int SCOPE_UNIVERSE = 0;

  /** {@code RT_SCOPE_LINK}: on the link. */
  public static final int SCOPE_LINK = 253;

  /** {@code RT_SCOPE_NOWHERE}: any scope, in a deletion. */
  public static final int SCOPE_NOWHERE = 255;

  /** {@code RTN_UNSPEC}: any type, in a deletion. */
  public static final int TYPE_UNSPEC = 0;

  /** {@code RTN_UNICAST}: forward. */
  public static final int TYPE_UNICAST = 1;

  /** {@code RTNH_F_DEAD}: the next hop is not used. */
  public static final long DEAD = 0x1;

  /** {@code RTNH_F_ONLINK}: the gateway is on the link though no connected prefix holds it. */
  public static final long ONLINK = 0x4;

  /** {@code RTNH_F_LINKDOWN}: the device has no carrier. */
  public static final long LINK_DOWN = 0x10;

  /** {@code RTM_F_CLONED}: a cache entry. */
  public static final long CLONED = 0x200;

  /** {@code RTM_F_LOOKUP_TABLE}: answer with the table, which IPv4 else tells as main. */
  public static final long LOOKUP_TABLE = 0x1000;

  /** {@code RTM_F_FIB_MATCH}: answer with the route itself, since Linux 4.13. */
  public static final long FIB_MATCH = 0x2000;

  /** {@code RT_TABLE_UNSPEC}, and in a header "see RTA_TABLE". */
  public static final int TABLE_UNSPEC = 0;

  private RouteAttributes() {}
}
