package net.routerd.linux.internal.rtnl.nexthop;

import net.routerd.linux.internal.netlink.NlAttrs;

/**
 * A nexthop object on the wire: {@code struct nhmsg} (linux/nexthop.h) and its attributes.
 *
 * @param family {@code AF_*}
 * @param scope {@code RT_SCOPE_*}, told by the kernel only
 * @param protocol who made it; the kernel refuses it in a deletion
 * @param flags {@code RTNH_F_*}, unsigned
 * @param attributes in the order of the wire, the unknown too
 */
public record NextHopMessage(int family, int scope, int protocol, long flags, NlAttrs attributes) {

  /**
   * Returns the object's number.
   *
   * @return 1 to 4294967295, 0 where none is told
   */
  public long id() {
    return attributes.u32(NextHopAttributes.ID, 0);
  }
}
