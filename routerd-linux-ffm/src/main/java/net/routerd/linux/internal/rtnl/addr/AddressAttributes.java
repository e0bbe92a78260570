package net.routerd.linux.internal.rtnl.addr;

/** Numbers of address messages (linux/if_addr.h). */
public final class AddressAttributes {
  /** {@code IFA_ADDRESS}: the prefix's address; on a point-to-point link the peer's. */
  public static final int ADDRESS = 1;

  /** {@code IFA_LOCAL}: the device's own address, where it differs or for IPv4. */
  public static final int LOCAL = 2;

  /** {@code IFA_FLAGS}: all flags; the header's field holds 8 of them. */
  public static final int FLAGS = 8;

  /** {@code IFA_F_SECONDARY} for IPv4; for IPv6 the bit means a temporary address. */
  public static final long SECONDARY = 0x01;

  /** {@code IFA_F_OPTIMISTIC}: in use while it is tried out, RFC 4429. */
  public static final long OPTIMISTIC = 0x04;

  /** {@code IFA_F_DADFAILED}: somebody else has it. */
  public static final long DAD_FAILED = 0x08;

  /** {@code IFA_F_TENTATIVE}: being tried out, RFC 4862. */
  public static final long TENTATIVE = 0x40;

  private AddressAttributes() {}
}
