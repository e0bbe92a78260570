package net.routerd.model.net;

/** An address family of the Internet protocol. */
public enum IpFamily {
  /** IPv4: addresses of 32 bits. */
  IPV4("ipv4", 32),
  /** IPv6: addresses of 128 bits. */
  IPV6("ipv6", 128);

  private final String text;
  private final int bits;

  IpFamily(String text, int bits) {
    this.text = text;
    this.bits = bits;
  }

  /**
   * Returns the length of an address.
   *
   * @return 32 or 128 bits
   */
  public int bits() {
    return bits;
  }

  /**
   * Returns the prefix that holds every address of this family.
   *
   * @return {@code 0.0.0.0/0} or {@code ::/0}
   */
  public Cidr defaultPrefix() {
    return new Cidr(new IpAddress(this, 0, 0), 0);
  }

  /**
   * Returns the name that configurations use.
   *
   * @return {@code ipv4} or {@code ipv6}
   */
  @Override
  public String toString() {
    return text;
  }
}
