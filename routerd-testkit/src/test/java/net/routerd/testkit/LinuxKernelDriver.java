package net.routerd.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.routerd.model.net.RouteTable;
import org.junit.jupiter.api.Assumptions;

/** The kernel of this machine, in a network namespace of its own. Devices are veth pairs. */
final class LinuxKernelDriver implements KernelDriver {

  /** RTN_LOCAL, as {@code ip -N} writes it. */
  private static final String LOCAL = "2 ";

  private static final AtomicInteger COUNT = new AtomicInteger();

  private record Answer(int exit, String out, String err) {}

  private final String namespace =
      "routerd-testkit-" + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet();

  LinuxKernelDriver() {
    Assumptions.assumeFalse(
        "skip".equals(System.getProperty("routerd.kernel")), "-Drouterd.kernel=skip");
    Answer made = run("ip", "netns", "add", namespace);
    if (made.exit() != 0) {
      throw new AssertionError(
          "network namespaces cannot be made here ("
              + made.err().strip()
              + "): run as root with CAP_SYS_ADMIN, or leave these tests out with"
              + " -Drouterd.kernel=skip");
    }
    must("link set lo up");
  }

  private static Answer run(String... command) {
    try {
      Process process = new ProcessBuilder(command).start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(process.waitFor(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Answer ask(String words) {
    List<String> command = new ArrayList<>(List.of("ip", "-N", "-n", namespace));
    command.addAll(Arrays.asList(words.split(" ")));
    return run(command.toArray(String[]::new));
  }

  private String must(String words) {
    Answer answer = ask(words);
    if (answer.exit() != 0) {
      throw new AssertionError("ip " + words + ": " + answer.err().strip());
    }
    return answer.out();
  }

  @Override
  public void addDevice(String name, String... addresses) {
    must("link add " + name + " type veth peer name p-" + name);
    must("link set p-" + name + " up");
    must("link set " + name + " up");
    awaitCarrier(name, true);
    List.of(addresses).forEach(a -> address(name, a));
  }

  /** The kernel's linkwatch marks routes and the device at one go, up to a second late. */
  private void awaitCarrier(String name, boolean there) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (must("-o link show dev " + name).contains(" state UP ") != there) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("the carrier of " + name + " did not become " + there);
      }
      Thread.onSpinWait();
    }
  }

  @Override
  public void deleteDevice(String name) {
    must("link del " + name);
  }

  @Override
  public void up(String name) {
    must("link set " + name + " up");
    awaitCarrier(name, true);
  }

  @Override
  public void down(String name) {
    must("link set " + name + " down");
  }

  @Override
  public void carrier(String name, boolean there) {
    must("link set p-" + name + (there ? " up" : " down"));
    awaitCarrier(name, there);
  }

  @Override
  public void address(String name, String address) {
    must("addr add " + address + " dev " + name + (address.contains(":") ? " nodad" : ""));
  }

  @Override
  public void peer(String name, String own, String peer) {
    must("addr add " + own + " peer " + peer + " dev " + name);
  }

  @Override
  public void removeAddress(String name, String address) {
    must("addr del " + address + " dev " + name);
  }

  @Override
  public void rename(String from, String to) {
    must("link set " + from + " name " + to);
  }

  @Override
  public void ignoreRoutesWithLinkdown() {
    sysctl("net.ipv4.conf.all.ignore_routes_with_linkdown", 1);
    sysctl("net.ipv6.conf.all.ignore_routes_with_linkdown", 1);
  }

  private void sysctl(String key, int value) {
    Answer set = run("ip", "netns", "exec", namespace, "sysctl", "-qw", key + "=" + value);
    if (set.exit() != 0) {
      throw new AssertionError(set.err());
    }
  }

  @Override
  public void nexthopCompatMode(boolean on) {
    sysctl("net.ipv4.nexthop_compat_mode", on ? 1 : 0);
  }

  @Override
  public List<String> nextHops() {
    return must("nexthop show").lines().map(KernelWords::nextHop).toList();
  }

  @Override
  public int index(String name) {
    return Integer.parseInt(must("-o link show dev " + name).split(":", 2)[0]);
  }

  @Override
  public String ip(String command) {
    Answer answer = ask(command);
    return answer.exit() == 0 ? "" : refusal(answer);
  }

  private static String refusal(Answer answer) {
    String words = answer.err().lines().findFirst().orElse("");
    if (words.startsWith("Cannot find device") || words.endsWith("Device does not exist")) {
      return Errno.ENODEV.words(); // iproute2 looks the name up itself
    }
    return words.replaceFirst("^(RTNETLINK answers|Error): ", "").replaceFirst("\\.$", "");
  }

  @Override
  public List<String> routes(String table, String prefix) {
    boolean v6 = prefix.contains(":");
    Answer answer = ask((v6 ? "-6" : "-4") + " -o route show table " + table + " exact " + prefix);
    return answer.exit() != 0 // a table that holds nothing is not there
        ? List.of()
        : answer.out().lines().map(line -> KernelWords.route(line, v6)).toList();
  }

  private IpWords got(Answer answer) {
    String line = answer.out().lines().findFirst().orElseThrow();
    return IpWords.parse(
        line.replaceAll(" (scope|pref|uid|from|mark) \\S+| linkdown| cache.*", "").strip());
  }

  private Answer get(String how, String flow) {
    return ask((flow.contains(":") ? "-6" : "-4") + " route get " + how + flow);
  }

  @Override
  public String match(String flow) {
    Answer answer = get("fibmatch ", flow);
    if (answer.exit() != 0) {
      return refusal(answer);
    }
    if (answer.out().startsWith(LOCAL)) {
      return "local";
    }
    IpWords words = got(answer);
    RouteTable table = words.table();
    return KernelWords.match(words.addressAfter("via"), words.deviceAfter("dev"), table);
  }

  @Override
  public String send(String flow) {
    Answer answer = get("", flow);
    if (answer.exit() != 0) {
      return refusal(answer);
    }
    return answer.out().startsWith(LOCAL)
        ? "local"
        : KernelWords.nextHop(got(answer).addressAfter("via"), got(answer).deviceAfter("dev"));
  }

  @Override
  public String source(String flow) {
    Answer answer = get("", flow);
    return answer.exit() != 0
        ? ""
        : got(answer).addressAfter("src").map(Object::toString).orElse("");
  }

  @Override
  public void close() {
    run("ip", "netns", "del", namespace);
  }
}
