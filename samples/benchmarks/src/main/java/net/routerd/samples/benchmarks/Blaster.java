package net.routerd.samples.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import net.routerd.model.route.RouteChange;

/** P5: switches under traffic as fast as it goes: what leaves by neither way is lost. */
final class Blaster implements Measurement {

  private static final int SWITCHES = 200;
  private static final String TARGET = "10.99.0.1";

  @Override
  public String id() {
    return "P5";
  }

  @Override
  public String work() {
    return SWITCHES + " switches under a UDP blaster";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    // Nothing but the blaster's packets may be counted on the far side.
    lab.sh(
        """
        for i in 0 1; do
          sysctl -qw net.ipv6.conf.wan$i.disable_ipv6=1
          ip netns exec far sysctl -qw net.ipv6.conf.far$i.disable_ipv6=1
          near=$(cat /sys/class/net/wan$i/address)
          far=$(ip -n far -br link show far$i | awk '{print $3}')
          ip neigh replace 172.1$((7 + i)).0.1 lladdr $far dev wan$i nud permanent
          ip -n far neigh replace 172.1$((7 + i)).0.2 lladdr $near dev far$i nud permanent
        done
        """);
    long before = received(lab);
    try (Routes routes = new Routes();
        Watched blast = blast(lab, routes)) {
      for (int i = 0; i < SWITCHES; i++) {
        TimeUnit.MILLISECONDS.sleep(10);
        routes.apply(
            routes.replacements(
                i % 2 == 0 ? "wan1" : "wan0", i % 2 == 0 ? "172.18.0.1" : "172.17.0.1"));
      }
      String[] counts = blast.line().split(" ", -1);
      long sent = Long.parseLong(counts[0]);
      long lost = sent - (received(lab) - before);
      routes.apply(routes.deletions());
      return List.of(
          new Row(
              id(),
              work(),
              lost + " lost, " + counts[1] + " refused",
              "sent",
              String.format(Locale.ROOT, "%.1fM", sent / 1e6),
              OptionalDouble.empty(),
              "0 and 0",
              Optional.of(lost == 0 && counts[1].equals("0"))));
    }
  }

  private static Watched blast(Lab lab, Routes routes) throws Exception {
    routes.apply(List.of(new RouteChange.AddRoute(Routes.route(TARGET, "wan0", "172.17.0.1"))));
    return new Watched(List.of(lab.limit().toString(), "blast", TARGET, "3"));
  }

  private static long received(Lab lab) {
    long sum = 0;
    for (String count :
        lab.sh(
                "for i in 0 1; do ip netns exec far cat /sys/class/net/far$i/statistics/rx_packets;"
                    + " done")
            .split("\n", -1)) {
      sum += Long.parseLong(count);
    }
    return sum;
  }
}
