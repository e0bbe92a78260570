package net.routerd.samples.benchmarks;

/** A way in which the first uplink dies; the shell knows its namespaces as near and far. */
enum Cut {
  /** Everybody can see it at once. */
  CARRIER(
      "the carrier is lost",
      Loss.RATE / 1000,
      "ip -n $far link set far0 down",
      "ip -n $far link set far0 up; true"),

  /** What is sent is swallowed, and nothing comes back. */
  SILENCE(
      "the far side falls silent",
      Loss.RATE / 20,
      "ip -n $far rule add pref 0 iif far0 blackhole; ip -n $far rule add pref 1 to 172.17.0.2"
          + " blackhole",
      "ip -n $far rule del pref 0; ip -n $far rule del pref 1"),

  /** As when what was known of it has just aged out. */
  NEIGHBOR(
      "the gateway answers no ARP",
      Loss.RATE / 20,
      "ip netns exec $far sysctl -qw net.ipv4.conf.far0.arp_ignore=8; ip -n $near neigh flush dev"
          + " wan0",
      "ip netns exec $far sysctl -qw net.ipv4.conf.far0.arp_ignore=0");

  private final String words;
  private final long allowance;
  private final String doing;
  private final String undoing;

  Cut(String words, long allowance, String doing, String undoing) {
    this.words = words;
    this.allowance = allowance;
    this.doing = doing;
    this.undoing = undoing;
  }

  String words() {
    return words;
  }

  /**
   * Returns how many packets are not told apart: a millisecond's, and where it takes probes half an
   * interval's, as it is chance where between two of them a cut falls.
   */
  long allowance() {
    return allowance;
  }

  String doing() {
    return doing;
  }

  String undoing() {
    return undoing;
  }
}
