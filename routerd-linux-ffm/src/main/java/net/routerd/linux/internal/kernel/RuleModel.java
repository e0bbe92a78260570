package net.routerd.linux.internal.kernel;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.routerd.linux.internal.rtnl.rule.RuleMapper;
import net.routerd.linux.internal.rtnl.rule.RuleMessage;
import net.routerd.model.net.IpFamily;
import net.routerd.model.route.LookupRule;
import net.routerd.model.route.RouteRule;

/** The rules that concern us: ours, and those of others that every ordinary packet meets. */
final class RuleModel {

  private final int protocol;
  private final Map<IpFamily, List<RouteRule>> ours = new EnumMap<>(IpFamily.class);
  private final Map<IpFamily, List<LookupRule>> others = new EnumMap<>(IpFamily.class);
  private boolean changed;

  RuleModel(int protocol) {
    this.protocol = protocol;
  }

  /** Whether a rule of a dump or of a notification is one of them. */
  boolean keeps(RuleMessage rule) {
    return isOurs(rule) || RuleMapper.lookup(rule).isPresent();
  }

  private boolean isOurs(RuleMessage rule) {
    return rule.protocol() == protocol;
  }

  /** Puts what was listed in the place of all of a family; tells whether others' have changed. */
  boolean replace(IpFamily family, List<RuleMessage> listed) {
    List<RouteRule> mine =
        listed.stream()
            .filter(this::isOurs)
            .flatMap(rule -> RuleMapper.observed(rule).stream())
            .toList();
    List<LookupRule> theirs =
        listed.stream()
            .filter(rule -> !isOurs(rule))
            .flatMap(rule -> RuleMapper.lookup(rule).stream())
            .toList();
    boolean otherTables = !theirs.equals(others.put(family, theirs));
    changed |= !mine.equals(ours.put(family, mine)) || otherTables;
    return otherTables;
  }

  List<RouteRule> ours() {
    return ours.values().stream().flatMap(List::stream).sorted().toList();
  }

  List<LookupRule> others() {
    return others.values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparing(LookupRule::family).thenComparingLong(LookupRule::priority))
        .toList();
  }

  /** Whether anything has changed since this was last asked. */
  boolean takeChanged() {
    boolean was = changed;
    changed = false;
    return was;
  }
}
