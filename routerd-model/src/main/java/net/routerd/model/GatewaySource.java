package net.routerd.model;

/** How the gateway of a candidate is found. */
public enum GatewaySource {
  /** No gateway: a point-to-point device (GW-1). */
  NONE("none"),
  /** The gateway is written in the configuration (GW-2). */
  STATIC("static"),
  /** The gateway comes from a DHCPv4 lease (GW-3). */
  DHCPV4("dhcpv4"),
  /** The gateway comes from a DHCPv6 lease (GW-3). */
  DHCPV6("dhcpv6");

  private final String text;

  GatewaySource(String text) {
    this.text = text;
  }

  /**
   * Returns the word that configurations use.
   *
   * @return the word
   */
  @Override
  public String toString() {
    return text;
  }
}
