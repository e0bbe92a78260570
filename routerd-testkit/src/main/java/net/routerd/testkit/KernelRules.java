package net.routerd.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.LookupRule;
import net.routerd.model.route.RouteRule;

/** The policy rules, by priority and then by age. */
final class KernelRules {

  record KernelRule(RouteRule rule, int protocol) {}

  private static final long MAIN_PRIORITY = 32766;

  private final List<KernelRule> rules = new ArrayList<>();

  KernelRules() {
    for (IpFamily family : IpFamily.values()) {
      rules.add(builtIn(family, 0, RouteTable.LOCAL));
      rules.add(builtIn(family, MAIN_PRIORITY, RouteTable.MAIN));
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

  /** Returns the rules of others that ordinary packets meet, that for the table local left out. */
  List<LookupRule> lookupRules(int protocol) {
    return rules.stream()
        .filter(r -> r.protocol() != protocol && isOpen(r.rule()))
        .map(KernelRule::rule)
        .sorted(Comparator.comparing(RouteRule::family).thenComparingLong(RouteRule::priority))
        .map(r -> new LookupRule(r.family(), r.priority(), r.to(), r.table(), 0, r.toString()))
        .toList();
  }

  private static boolean isOpen(RouteRule rule) {
    return rule.from().isEmpty()
        && rule.outgoingDevice().isEmpty()
        && rule.mark() == 0
        && !rule.table().equals(RouteTable.LOCAL);
  }

  boolean isAskedBeforeMain(RouteTable table) {
    for (KernelRule each : rules) { // a simulation asks all the time
      RouteRule rule = each.rule();
      if (rule.priority() < MAIN_PRIORITY && rule.table().equals(table) && isOpen(rule)) {
        return true;
      }
    }
    return false;
  }

  List<RouteRule> of(IpFamily family) {
    return rules.stream().map(KernelRule::rule).filter(r -> r.family() == family).toList();
  }
}
