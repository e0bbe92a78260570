package net.routerd.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteRule;

/** The policy rules, by priority and then by age. */
final class KernelRules {

  record KernelRule(RouteRule rule, int protocol) {}

  private final List<KernelRule> rules = new ArrayList<>();

  KernelRules() {
    for (IpFamily family : IpFamily.values()) {
      rules.add(builtIn(family, 0, RouteTable.LOCAL));
      rules.add(builtIn(family, 32766, RouteTable.MAIN));
      if (family == IpFamily.IPV4) {
        rules.add(builtIn(family, 32767, RouteTable.DEFAULT));
      }
    }
    sort();
  }

  private static KernelRule builtIn(IpFamily family, long priority, RouteTable table) {
    RouteRule all =
        new RouteRule(
            family, priority, Optional.empty(), Optional.empty(), Optional.empty(), 0, table);
    return new KernelRule(all, KernelRoute.PROTOCOL_KERNEL);
  }

  private void sort() {
    rules.sort(Comparator.comparingLong(r -> r.rule().priority()));
  }

  void add(RouteRule rule, int protocol) {
    KernelRule added = new KernelRule(rule, protocol);
    if (rules.contains(added)) {
      throw new KernelRefusal(Errno.EEXIST);
    }
    rules.add(added);
    sort();
  }

  void delete(RouteRule rule, int protocol) {
    if (!rules.remove(new KernelRule(rule, protocol))) {
      throw new KernelRefusal(Errno.ENOENT);
    }
  }

  List<RouteRule> of(int protocol) {
    return rules.stream().filter(r -> r.protocol() == protocol).map(KernelRule::rule).toList();
  }

  List<RouteRule> of(IpFamily family) {
    return rules.stream().map(KernelRule::rule).filter(r -> r.family() == family).toList();
  }
}
