package net.routerd.linux.internal.rtnl.link;

/** Numbers of link and netconf messages (linux/if_link.h, linux/netconf.h, linux/ip.h). */
public final class LinkAttributes {
  /** {@code IFLA_IFNAME}: the name. */
  public static final int NAME = 3;

  /** {@code IFLA_MTU}: the largest packet. */
  public static final int MTU = 4;

  /** {@code IFLA_OPERSTATE}: the operational state, RFC 2863. */
  public static final int OPER_STATE = 16;

  /** {@code IFLA_AF_SPEC}: settings, a row for each address family. */
  public static final int FAMILY_SETTINGS = 26;

  /** {@code IFLA_INET_CONF}: the IPv4 settings, a row of 32-bit numbers. */
  public static final int INET_SETTINGS = 1;

  /** {@code IPV4_DEVCONF_RP_FILTER}, counted from 0 as the row is. */
  public static final int RP_FILTER_INDEX = 7;

  /** {@code NETCONFA_IFINDEX}: whose setting. */
  public static final int NETCONF_DEVICE = 1;

  /** {@code NETCONFA_RP_FILTER}: the reverse path filter. */
  public static final int NETCONF_RP_FILTER = 3;

  /** {@code NETCONFA_IGNORE_ROUTES_WITH_LINKDOWN}: pass over routes without carrier. */
  public static final int NETCONF_IGNORE_LINKDOWN = 6;

  /** {@code NETCONFA_IFINDEX_ALL}: the setting that counts for all. */
  public static final int NETCONF_ALL = -1;

  /** {@code IFF_UP}: the administrator wants it up. */
  public static final long UP = 0x1;

  /** {@code IFF_LOWER_UP}: the driver sees the other end. */
  public static final long LOWER_UP = 0x10000;

  private LinkAttributes() {}
}
