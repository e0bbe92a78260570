package net.routerd.samples.appliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A router of its own in new network namespaces: {@code wan0} (172.17.0.2/24, gateways 172.17.0.1
 * and .3) and {@code wan1} (172.18.0.2/24, gateway 172.18.0.1). A process holds the namespaces, and
 * all of it goes with that process.
 */
final class World implements AutoCloseable {

  private static final String SETUP =
      """
      set -e
      mount -t tmpfs tmpfs /run
      mkdir /run/netns
      ip netns add far
      ip link set lo up
      for i in 0 1; do
        ip link add wan$i type veth peer name far$i netns far
        ip address add 172.1$((7 + i)).0.2/24 dev wan$i
        ip link set wan$i up
        ip -n far address add 172.1$((7 + i)).0.1/24 dev far$i
        ip -n far address add 172.1$((7 + i)).0.3/24 dev far$i
        ip -n far link set far$i up
      done
      echo ready
      exec cat
      """;

  private final Process holder;
  private final List<String> enter = new ArrayList<>();

  World() throws IOException {
    boolean root = "root".equals(System.getProperty("user.name"));
    List<String> user = root ? List.of() : List.of("--user", "--map-root-user");
    holder =
        new ProcessBuilder(
                Stream.of(List.of("unshare"), user, List.of("--net", "--mount", "sh", "-c", SETUP))
                    .flatMap(List::stream)
                    .toList())
            .redirectErrorStream(true)
            .start();
    BufferedReader said = new BufferedReader(new InputStreamReader(holder.getInputStream(), UTF_8));
    @Nullable String line = said.readLine();
    if (!"ready".equals(line)) {
      throw new AssertionError(
          "these tests need network namespaces and were refused them ("
              + line
              + "): run them as root or where user namespaces are allowed,"
              + " or leave them out with -Drouterd.kernel=skip");
    }
    enter.addAll(List.of("nsenter", "--target", Long.toString(holder.pid()), "--net", "--mount"));
    if (!root) {
      enter.addAll(List.of("--user", "--preserve-credentials"));
    }
  }

  Running appliance(String... arguments) throws IOException {
    return signalled("--default-signal=HUP", arguments);
  }

  /** The appliance as nohup would start it. */
  Running applianceDeafToHup(String... arguments) throws IOException {
    return signalled("--ignore-signal=HUP", arguments);
  }

  private Running signalled(String how, String... arguments) throws IOException {
    List<String> prefix = new ArrayList<>(enter);
    prefix.addAll(List.of("env", how)); // whatever the build itself was started by
    return Running.appliance(prefix, arguments);
  }

  /** The appliance with none of root's privileges. */
  Running powerlessAppliance(String... arguments) throws IOException {
    List<String> prefix = new ArrayList<>(enter);
    prefix.addAll(List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"));
    return Running.appliance(prefix, arguments);
  }

  Running start(String... command) throws IOException {
    List<String> all = new ArrayList<>(enter);
    all.addAll(List.of(command));
    return Running.start(all);
  }

  /** Runs a command in the router, and returns what it says. */
  String run(String... command) throws IOException, InterruptedException {
    try (Running running = start(command)) {
      if (running.exit() != 0) {
        throw new AssertionError(String.join(" ", command) + ": " + running.err());
      }
      return running.out();
    }
  }

  String defaultRoutes() throws IOException, InterruptedException {
    return run("ip", "route", "show", "default");
  }

  /** Every IPv4 route and rule; IPv6 addresses come by themselves, in their own time. */
  String routesAndRules() throws IOException, InterruptedException {
    return run("sh", "-c", "ip -4 route show table all; ip -4 rule");
  }

  @Override
  public void close() {
    holder.destroyForcibly();
  }
}
