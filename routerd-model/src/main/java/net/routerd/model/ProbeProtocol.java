package net.routerd.model;

/** How a HealthCheck probes its target. */
public enum ProbeProtocol {
  /** ICMP or ICMPv6 echo. */
  ICMP("icmp", 0),
  /** A TCP connection, closed at once. */
  TCP("tcp", 443),
  /** A DNS query over UDP. */
  DNS("dns", 53),
  /** An HTTP/1.1 request. */
  HTTP("http", 80),
  /** An HTTP/1.1 request over TLS, with certificate and host name checked. */
  HTTPS("https", 443);

  private final String text;
  private final int defaultPort;

  ProbeProtocol(String text, int defaultPort) {
    this.text = text;
    this.defaultPort = defaultPort;
  }

  /**
   * Returns the port that is probed unless another is set.
   *
   * @return the port, 0 for icmp, which has none
   */
  public int defaultPort() {
    return defaultPort;
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
