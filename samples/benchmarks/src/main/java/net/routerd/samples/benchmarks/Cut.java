package net.routerd.samples.benchmarks;

/** A way in which the first uplink dies; the shell knows its namespaces as near and far. */
enum Cut {
  /** Everybody can see it at once. */
  CARRIER(
      "the carrier is lost", "ip -n $far link set far0 down", "ip -n $far link set far0 up; true"),

  /** What is sent is swallowed, and nothing comes back. */
  SILENCE(
      "the far side falls silent",
      "ip -n $far rule add pref 0 iif far0 blackhole; ip -n $far rule add pref 1 to 172.17.0.2"
          + " blackhole",
      "ip -n $far rule del pref 0; ip -n $far rule del pref 1"),

  /** As when what was known of it has just aged out. */
  NEIGHBOR(
      "the gateway answers no ARP",
      "ip netns exec $far sysctl -qw net.ipv4.conf.far0.arp_ignore=8; ip -n $near neigh flush dev"
          + " wan0",
      "ip netns exec $far sysctl -qw net.ipv4.conf.far0.arp_ignore=0");

  private final String words;
  private final String doing;
  private final String undoing;

  Cut(String words, String doing, String undoing) {
    this.words = words;
    this.doing = doing;
    this.undoing = undoing;
  }

  String words() {
    return words;
  }

  String doing() {
    return doing;
  }

  String undoing() {
    return undoing;
  }
}
