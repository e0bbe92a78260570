package net.routerd.samples.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two uplinks as those of the {@link Lab}, in namespaces of their own, for one who takes part in
 * the race. Traffic goes to an address that stands behind both.
 */
final class Track implements AutoCloseable {

  /** How long a failover may take. */
  static final int WINDOW_MILLIS = 1000;

  private static final int BEFORE_MILLIS = 300;
  private static final int SETTLE_MILLIS = 1500;
  private static final int BLAST_SECONDS = 1;
  private static final String TARGET = "10.99.0.1";

  private final Lab lab;
  private final String name;
  private final Deque<Daemon> daemons = new ArrayDeque<>();

  Track(Lab lab, String name) {
    this.lab = lab;
    this.name = name;
    sh(
        """
        set -e
        ip netns add $near
        ip netns add $far
        ip -n $near link set lo up
        ip -n $far link set lo up
        ip -n $far address add 10.99.0.1/32 dev lo
        # What a cut swallows must be swallowed on its way to the gateway itself, too.
        ip -n $far rule add pref 10 lookup local
        ip -n $far rule del pref 0
        for i in 0 1; do
          ip -n $near link add wan$i index 1$i type veth peer name far$i index 2$i netns $far
          ip netns exec $near sysctl -qw net.ipv6.conf.wan$i.disable_ipv6=1 \
            net.ipv4.conf.wan$i.ignore_routes_with_linkdown=1
          ip netns exec $far sysctl -qw net.ipv6.conf.far$i.disable_ipv6=1
          ip -n $near address add 172.1$((7 + i)).0.2/24 dev wan$i
          ip -n $far address add 172.1$((7 + i)).0.1/24 dev far$i
          ip -n $near link set wan$i up
          ip -n $far link set far$i up
          # The far side must not teach this one its address by asking for ours.
          mac=$(ip -n $near -br link show wan$i | awk '{print $3}')
          ip -n $far neigh replace 172.1$((7 + i)).0.2 lladdr $mac dev far$i nud permanent
        done
        ip netns exec $near sysctl -qw net.ipv4.ping_group_range="0 2147483647"
        """);
  }

  Lab lab() {
    return lab;
  }

  String name() {
    return name;
  }

  /** Runs a script that knows the namespaces as near and far. */
  String sh(String script) {
    return lab.sh("near=race-" + name + " far=race-" + name + "-far\n" + script);
  }

  /** Starts a program on this side; it is ended with the track. */
  void near(List<String> command) throws IOException {
    start("race-" + name, command);
  }

  /** Starts a program on the far side. */
  void far(List<String> command) throws IOException {
    start("race-" + name + "-far", command);
  }

  private void start(String namespace, List<String> command) throws IOException {
    daemons.push(new Daemon(in(namespace, command), lab.file(namespace + ".log")));
  }

  private static List<String> in(String namespace, List<String> command) {
    List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    whole.addAll(command);
    return whole;
  }

  /**
   * Cuts the first uplink under traffic, so long after a multiple of a probe's interval; mends it.
   */
  Loss lose(Cut cut, Duration phase) throws IOException, InterruptedException {
    awaitFirst();
    List<String> flow =
        List.of(
            lab.limit().toString(),
            "flow",
            "/run/netns/race-" + name + "-far",
            TARGET,
            Integer.toString(Loss.RATE));
    try (Watched traffic = new Watched(in("race-" + name, flow))) {
      Thread.sleep(BEFORE_MILLIS);
      awaitPhase(phase.toNanos());
      sh(cut.doing());
      Thread.sleep(WINDOW_MILLIS);
      return Loss.read(traffic.finish());
    } finally {
      sh(cut.undoing());
    }
  }

  private static void awaitPhase(long nanos) throws InterruptedException {
    long interval = TimeUnit.MILLISECONDS.toNanos(Race.PROBE_MILLIS);
    TimeUnit.NANOSECONDS.sleep(Math.floorMod(nanos - System.nanoTime(), interval));
  }

  /** Takes the carrier of the first uplink under as much traffic as one core sends; mends it. */
  StandBy.Blast blast() throws IOException, InterruptedException {
    awaitFirst();
    // To ask who the second gateway is takes as long with all.
    sh(
        """
        set -e
        until [ $(ip -n $near route show default | wc -l) = 2 ]; do sleep 0.1; done
        mac=$(ip -n $far -br link show far1 | awk '{print $3}')
        ip -n $near neigh replace 172.18.0.1 lladdr $mac dev wan1 nud reachable
        """);
    long before = arrived();
    List<String> blast =
        List.of(lab.limit().toString(), "blast", TARGET, Integer.toString(BLAST_SECONDS));
    try (Watched traffic = new Watched(in("race-" + name, blast))) {
      Thread.sleep(BEFORE_MILLIS);
      sh(Cut.CARRIER.doing());
      String[] counts = traffic.line().split(" ", -1);
      long sent = Long.parseLong(counts[0]) + Long.parseLong(counts[1]);
      return new StandBy.Blast(sent / BLAST_SECONDS, sent - (arrived() - before));
    } finally {
      sh(Cut.CARRIER.undoing());
    }
  }

  /** Datagrams that came; nobody listens, so they are counted as such (proc_net_snmp). */
  private long arrived() {
    return Long.parseLong(sh("ip netns exec $far awk '/^Udp: [0-9]/ {print $3}' /proc/net/snmp"));
  }

  /** Waits until traffic goes by the first uplink; a BFD session is slow until it has settled. */
  void awaitFirst() throws InterruptedException {
    String is = "ip -n $near route get " + TARGET + " 2> /dev/null | grep -q wan0";
    String settled = sh("if " + is + "; then echo yes; fi");
    if (settled.isEmpty()) {
      sh(
          "for i in $(seq 200); do "
              + is
              + " && exit 0; sleep 0.1; done; echo no way by wan0; ip -n $near route; tail "
              + lab.file("$near.log")
              + "; exit 1");
      Thread.sleep(SETTLE_MILLIS);
    }
  }

  @Override
  public void close() {
    daemons.forEach(Daemon::close);
    sh("ip netns del $near; ip netns del $far");
  }
}
