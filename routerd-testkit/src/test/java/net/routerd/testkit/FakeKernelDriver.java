package net.routerd.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.ObservedRoute;

/** The fake kernel. */
final class FakeKernelDriver implements KernelDriver {

  private final FakeMachine machine = new FakeMachine();

  @Override
  public void addDevice(String name, String... addresses) {
    machine.links().add(name);
    List.of(addresses).forEach(a -> address(name, a));
  }

  @Override
  public void deleteDevice(String name) {
    machine.links().device(name).delete();
  }

  @Override
  public void up(String name) {
    machine.links().device(name).up();
  }

  @Override
  public void down(String name) {
    machine.links().device(name).down();
  }

  @Override
  public void carrier(String name, boolean there) {
    machine.links().device(name).carrier(there);
  }

  @Override
  public void address(String name, String address) {
    machine.links().device(name).address(address);
  }

  @Override
  public void peer(String name, String own, String peer) {
    machine.links().device(name).address(own, peer);
  }

  @Override
  public void removeAddress(String name, String address) {
    machine.links().device(name).removeAddress(address);
  }

  @Override
  public void rename(String from, String to) {
    machine.links().device(from).rename(to);
  }

  @Override
  public void ignoreRoutesWithLinkdown() {
    machine.kernel().ignoreRoutesWithLinkdown(true);
  }

  @Override
  public void nexthopCompatMode(boolean on) {
    machine.kernel().nexthopCompatMode(on);
  }

  @Override
  public List<String> nextHops() {
    return machine.kernel().nextHops().stream().map(Object::toString).toList();
  }

  @Override
  public int index(String name) {
    return machine.links().device(name).index();
  }

  @Override
  public String ip(String command) {
    boolean v6 = command.startsWith("-6 ");
    String[] words = (v6 ? command.substring(3) : command).split(" ", 3);
    String what = (v6 ? "-6 " : "") + words[2];
    ForeignHand hand = machine.kernel().foreign();
    try {
      switch (words[0] + " " + words[1]) {
        case "route add" -> hand.add(what);
        case "route append" -> hand.append(what);
        case "route prepend" -> hand.prepend(what);
        case "route replace" -> hand.replace(what);
        case "route change" -> hand.change(what);
        case "route del" -> hand.delete(what);
        case "nexthop add" -> hand.addNextHop(what);
        case "nexthop replace" -> hand.replaceNextHop(what);
        case "nexthop del" -> hand.deleteNextHop(Long.parseLong(words[2].substring(3)));
        case "rule add" -> hand.addRule(what);
        case "rule del" -> hand.deleteRule(what);
        default -> throw new IllegalArgumentException(command);
      }
      return "";
    } catch (KernelRefusal refusal) {
      return refusal.text().isEmpty() ? refusal.errno().words() : refusal.text();
    }
  }

  @Override
  public List<String> routes(String table, String prefix) {
    List<String> lines = new ArrayList<>();
    for (ObservedRoute route : machine.kernel().routes()) {
      if (route.key().table().equals(RouteTable.parse(table))
          && route.key().destination().equals(Cidr.parse(prefix))) {
        if (route.protocol() == ObservedRoute.UNTOLD_PROTOCOL) {
          lines.removeLast(); // that of its first leg, or the same word
          lines.add("multipath");
        } else {
          lines.add(words(route));
        }
      }
    }
    return lines;
  }

  private static String words(ObservedRoute route) {
    return route.toString().replaceFirst(" table \\S+", "") + (route.usable() ? "" : " linkdown");
  }

  @Override
  public String match(String flow) {
    return words(machine.kernel().fibMatch(flow(flow)), true);
  }

  @Override
  public String send(String flow) {
    return words(machine.kernel().lookup(flow(flow)), false);
  }

  @Override
  public String source(String flow) {
    return machine.kernel().lookup(flow(flow)) instanceof Lookup.Via via
        ? via.source().map(IpAddress::toString).orElse("")
        : "";
  }

  private static String words(Lookup lookup, boolean withTable) {
    return switch (lookup) {
      case Lookup.Via via when withTable ->
          KernelWords.match(via.gateway(), Optional.of(via.device()), via.table());
      case Lookup.Via via -> KernelWords.nextHop(via.gateway(), Optional.of(via.device()));
      case Lookup.Local local -> "local";
      case Lookup.AssumedOnLink(LinkName device) -> "dev " + device;
      case Lookup.Nowhere(Errno errno) -> errno.words();
    };
  }

  /** Reads {@code ADDRESS [oif DEVICE] [from ADDRESS] [mark NUMBER]}. */
  private static Flow flow(String text) {
    String[] words = text.split(" ", -1);
    Flow flow = Flow.to(words[0]);
    for (int i = 1; i < words.length; i += 2) {
      flow =
          switch (words[i]) {
            case "oif" -> flow.boundTo(words[i + 1]);
            case "from" -> flow.from(words[i + 1]);
            case "mark" -> flow.marked(Long.parseLong(words[i + 1]));
            default -> throw new IllegalArgumentException(text);
          };
    }
    return flow;
  }

  @Override
  public void close() {}
}
