package net.routerd.linux.internal.rtnl;

/** The message types and multicast groups of rtnetlink (linux/rtnetlink.h). */
public final class RtnlMessages {
  /** {@code RTM_NEWLINK}: a device is there or has changed. */
  public static final int NEW_LINK = 16;

  /** {@code RTM_DELLINK}: a device is gone. */
  public static final int DEL_LINK = 17;

  /** {@code RTM_GETLINK}: asks for devices. */
  public static final int GET_LINK = 18;

  /** {@code RTM_NEWADDR}: an address is there or has changed. */
  public static final int NEW_ADDRESS = 20;

  /** {@code RTM_DELADDR}: an address is gone. */
  public static final int DEL_ADDRESS = 21;

  /** {@code RTM_GETADDR}: asks for addresses. */
  public static final int GET_ADDRESS = 22;

  /** {@code RTM_NEWROUTE}: a route is there, or is to be made. */
  public static final int NEW_ROUTE = 24;

  /** {@code RTM_DELROUTE}: a route is gone, or is to go. */
  public static final int DEL_ROUTE = 25;

  /** {@code RTM_GETROUTE}: asks for routes, or for the one that a packet would take. */
  public static final int GET_ROUTE = 26;

  /** {@code RTM_NEWRULE}: a rule is there, or is to be made. */
  public static final int NEW_RULE = 32;

  /** {@code RTM_DELRULE}: a rule is gone, or is to go. */
  public static final int DEL_RULE = 33;

  /** {@code RTM_GETRULE}: asks for rules. */
  public static final int GET_RULE = 34;

  /** {@code RTM_NEWNETCONF}: a setting of a device is there or has changed. */
  public static final int NEW_NETCONF = 80;

  /** {@code RTM_GETNETCONF}: asks for settings. */
  public static final int GET_NETCONF = 82;

  /** {@code RTM_NEWNEXTHOP}: a nexthop object is there, or is to be made; since Linux 5.3. */
  public static final int NEW_NEXTHOP = 104;

  /** {@code RTM_DELNEXTHOP}: a nexthop object is gone, or is to go. */
  public static final int DEL_NEXTHOP = 105;

  /** {@code RTM_GETNEXTHOP}: asks for nexthop objects. */
  public static final int GET_NEXTHOP = 106;

  /** {@code RTNLGRP_LINK}. */
  public static final int GROUP_LINK = 1;

  /** {@code RTNLGRP_IPV4_IFADDR}. */
  public static final int GROUP_IPV4_ADDRESS = 5;

  /** {@code RTNLGRP_IPV4_ROUTE}. */
  public static final int GROUP_IPV4_ROUTE = 7;

  /** {@code RTNLGRP_IPV4_RULE}. */
  public static final int GROUP_IPV4_RULE = 8;

  /** {@code RTNLGRP_IPV6_IFADDR}. */
  public static final int GROUP_IPV6_ADDRESS = 9;

  /** {@code RTNLGRP_IPV6_ROUTE}. */
  public static final int GROUP_IPV6_ROUTE = 11;

  /** {@code RTNLGRP_IPV6_RULE}. */
  public static final int GROUP_IPV6_RULE = 19;

  /** {@code RTNLGRP_IPV4_NETCONF}. */
  public static final int GROUP_IPV4_NETCONF = 24;

  /** {@code RTNLGRP_IPV6_NETCONF}. */
  public static final int GROUP_IPV6_NETCONF = 25;

  /** {@code RTNLGRP_NEXTHOP}. */
  public static final int GROUP_NEXTHOP = 32;

  private RtnlMessages() {}
}
