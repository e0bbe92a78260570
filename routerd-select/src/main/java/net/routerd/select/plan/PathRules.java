package net.routerd.select.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteRule;
import net.routerd.select.Settings;

/**
 * The rules of one probe path (PATH-1). None matches a destination that is not a probe target, so
 * the machine's own traffic and hosts that talk to its addresses are untouched. Three priorities
 * are enough: marked probes first, then bound ones, then the replies that the reverse path filter
 * looks up.
 */
final class PathRules {

  private PathRules() {}

  static List<RouteRule> of(
      ProbePath path, RouteTable table, boolean marked, Set<IpAddress> local, Settings settings) {
    List<RouteRule> rules = new ArrayList<>();
    IpFamily family = path.target().family();
    rules.add(
        new RouteRule(
            family,
            settings.firstRulePriority() + (marked ? 0 : 1),
            Optional.of(path.device()),
            Optional.empty(),
            Optional.of(path.to()),
            marked ? table.id() : 0,
            table));
    if (family == IpFamily.IPV4) {
      for (IpAddress address : local) {
        rules.add(
            new RouteRule(
                family,
                settings.firstRulePriority() + 2,
                Optional.empty(),
                Optional.of(Cidr.host(address)),
                Optional.of(path.to()),
                0,
                table));
      }
    }
    return rules;
  }
}
