package net.routerd.linux.internal.rtnl.addr;

import net.routerd.linux.internal.netlink.NlAttrs;

/**
 * An address of a device on the wire: {@code struct ifaddrmsg} (rtnetlink(7)) and its attributes.
 * One that was received is gone with the next receive.
 *
 * @param family {@code AF_*}
 * @param prefixLength bits of the connected prefix
 * @param headerFlags the low flags; {@link #flags()} are the flags
 * @param scope {@code RT_SCOPE_*}
 * @param device the device's number
 * @param attributes in the order of the wire, the unknown too
 */
public record AddressMessage(
    int family, int prefixLength, int headerFlags, int scope, int device, NlAttrs attributes) {

  /**
   * Returns the flags.
   *
   * @return {@code IFA_F_*}, unsigned
   */
  public long flags() {
    return attributes.u32(AddressAttributes.FLAGS, headerFlags);
  }

  /**
   * Tells whether the kernel lets the machine use the address: one that is still being tried out,
   * or that somebody else has, cannot be bound to.
   *
   * @return false while it is tentative and when duplicate detection has failed
   */
  public boolean isUsable() {
    boolean tentative = (flags() & AddressAttributes.TENTATIVE) != 0;
    boolean optimistic = (flags() & AddressAttributes.OPTIMISTIC) != 0;
    return (flags() & AddressAttributes.DAD_FAILED) == 0 && (!tentative || optimistic);
  }
}
