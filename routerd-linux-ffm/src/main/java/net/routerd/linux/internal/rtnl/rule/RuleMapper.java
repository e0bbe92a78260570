package net.routerd.linux.internal.rtnl.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.routerd.linux.internal.netlink.NlAttr;
import net.routerd.linux.internal.netlink.NlAttrs;
import net.routerd.linux.internal.rtnl.DeviceNames;
import net.routerd.linux.internal.rtnl.Families;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.LookupRule;
import net.routerd.model.route.RouteRule;

/** Turns rules of the kernel into the model's and back. */
public final class RuleMapper {

  private static final long WHOLE_MARK = 0xFFFFFFFFL;
  private static final long NO_SUPPRESSION = 0xFFFFFFFFL;

  private static final Set<Integer> KNOWN =
      Set.of(
          RuleAttributes.DESTINATION,
          RuleAttributes.SOURCE,
          RuleAttributes.PRIORITY,
          RuleAttributes.MARK,
          RuleAttributes.SUPPRESS_PREFIX_LENGTH,
          RuleAttributes.TABLE,
          RuleAttributes.MARK_MASK,
          RuleAttributes.OUT_DEVICE,
          RuleAttributes.PROTOCOL);

  private static final Set<Integer> OPEN =
      Set.of(
          RuleAttributes.DESTINATION,
          RuleAttributes.PRIORITY,
          RuleAttributes.MARK,
          RuleAttributes.FLOW,
          RuleAttributes.SUPPRESS_PREFIX_LENGTH,
          RuleAttributes.TABLE,
          RuleAttributes.MARK_MASK,
          RuleAttributes.PROTOCOL);

  private RuleMapper() {}

  /**
   * Returns a rule of the kernel as the model's.
   *
   * @param rule the rule
   * @return the rule; empty for one that routerd never installs, such as one that matches more than
   *     the model can say
   */
  public static Optional<RouteRule> observed(RuleMessage rule) {
    NlAttrs attributes = rule.attributes();
    Optional<IpFamily> family = Families.of(rule.family());
    if (family.isEmpty() || !isOfOurForm(rule)) {
      return Optional.empty();
    }
    Optional<Cidr> from = prefix(family.get(), rule, RuleAttributes.SOURCE, rule.sourceLength());
    Optional<Cidr> to =
        prefix(family.get(), rule, RuleAttributes.DESTINATION, rule.destinationLength());
    Optional<NlAttr> name = attributes.find(RuleAttributes.OUT_DEVICE);
    Optional<LinkName> device = name.flatMap(DeviceNames::read);
    if (device.isPresent() != name.isPresent()
        || from.isPresent() != rule.sourceLength() > 0
        || to.isPresent() != rule.destinationLength() > 0) {
      return Optional.empty();
    }
    return Optional.of(
        new RouteRule(
            family.get(),
            attributes.u32(RuleAttributes.PRIORITY, 0),
            device,
            from,
            to,
            attributes.u32(RuleAttributes.MARK, 0),
            new RouteTable(rule.table())));
  }

  /**
   * Returns a rule of others that every ordinary packet meets.
   *
   * @param rule the rule
   * @return the rule; empty for one for some source, mark, device or the like, and for that of the
   *     table local
   */
  public static Optional<LookupRule> lookup(RuleMessage rule) {
    NlAttrs attributes = rule.attributes();
    Optional<IpFamily> family = Families.of(rule.family());
    boolean open =
        rule.action() == RuleAttributes.ACTION_TO_TABLE
            && rule.tos() == 0
            && rule.sourceLength() == 0
            && rule.table() != 0
            && rule.table() != RouteTable.LOCAL.id()
            && attributes.list().stream().allMatch(a -> OPEN.contains(a.type()))
            && meetsUnmarked(rule);
    if (family.isEmpty() || !open) {
      return Optional.empty();
    }
    Optional<Cidr> to =
        prefix(family.get(), rule, RuleAttributes.DESTINATION, rule.destinationLength());
    int suppressed =
        (int) attributes.u32(RuleAttributes.SUPPRESS_PREFIX_LENGTH, NO_SUPPRESSION); // -1: none
    RouteTable table = new RouteTable(rule.table());
    long priority = attributes.u32(RuleAttributes.PRIORITY, 0);
    String words =
        priority
            + ": "
            + (isInverted(rule) ? "not " : "")
            + "from all"
            + to.map(t -> " to " + t).orElse("")
            + attributes
                .find(RuleAttributes.MARK)
                .map(m -> " fwmark 0x" + Long.toHexString(m.u32()))
                .orElse("")
            + " lookup "
            + table
            + (suppressed < 0 ? "" : " suppress_prefixlength " + suppressed);
    return Optional.of(new LookupRule(family.get(), priority, to, table, suppressed + 1, words));
  }

  // "not from all fwmark X", as VPNs have it, is for all that they have not marked themselves.
  private static boolean meetsUnmarked(RuleMessage rule) {
    long mark = rule.attributes().u32(RuleAttributes.MARK, 0);
    long mask = rule.attributes().u32(RuleAttributes.MARK_MASK, WHOLE_MARK);
    boolean unmarked = (mark & mask) == 0;
    return isInverted(rule) ? !unmarked && rule.destinationLength() == 0 : unmarked;
  }

  private static boolean isInverted(RuleMessage rule) {
    return (rule.flags() & RuleAttributes.INVERT) != 0;
  }

  private static boolean isOfOurForm(RuleMessage rule) {
    NlAttrs attributes = rule.attributes();
    return rule.action() == RuleAttributes.ACTION_TO_TABLE
        && rule.tos() == 0
        && (rule.flags() & RuleAttributes.INVERT) == 0
        && rule.table() != 0
        && attributes.list().stream().allMatch(a -> KNOWN.contains(a.type()))
        && attributes.u32(RuleAttributes.MARK_MASK, WHOLE_MARK) == WHOLE_MARK
        && attributes.u32(RuleAttributes.SUPPRESS_PREFIX_LENGTH, NO_SUPPRESSION) == NO_SUPPRESSION;
  }

  private static Optional<Cidr> prefix(IpFamily family, RuleMessage rule, int type, int length) {
    return length == 0
        ? Optional.empty()
        : Families.prefix(family, rule.attributes().find(type), length);
  }

  /**
   * Returns a rule to install or to delete; the kernel deletes only one that is equal in all that
   * is given, the protocol too.
   *
   * @param rule the rule
   * @param protocol our protocol number
   * @return the message
   */
  public static RuleMessage message(RouteRule rule, int protocol) {
    List<NlAttr> attributes = new ArrayList<>();
    attributes.add(NlAttr.ofU32(RuleAttributes.PRIORITY, rule.priority()));
    attributes.add(NlAttr.ofU32(RuleAttributes.TABLE, rule.table().id()));
    attributes.add(NlAttr.ofU8(RuleAttributes.PROTOCOL, protocol));
    rule.from().ifPresent(p -> addPrefix(attributes, RuleAttributes.SOURCE, p));
    rule.to().ifPresent(p -> addPrefix(attributes, RuleAttributes.DESTINATION, p));
    if (rule.mark() != 0) {
      attributes.add(NlAttr.ofU32(RuleAttributes.MARK, rule.mark()));
      attributes.add(NlAttr.ofU32(RuleAttributes.MARK_MASK, WHOLE_MARK));
    }
    rule.outgoingDevice()
        .ifPresent(d -> attributes.add(NlAttr.ofText(RuleAttributes.OUT_DEVICE, d.text())));
    return new RuleMessage(
        Families.number(rule.family()),
        rule.to().map(Cidr::length).orElse(0),
        rule.from().map(Cidr::length).orElse(0),
        0,
        0,
        RuleAttributes.ACTION_TO_TABLE,
        0,
        new NlAttrs(attributes));
  }

  private static void addPrefix(List<NlAttr> attributes, int type, Cidr prefix) {
    if (prefix.length() > 0) {
      attributes.add(NlAttr.of(type, prefix.network().toBytes()));
    }
  }

  /**
   * Returns what asks for all rules of a family.
   *
   * @param family the family
   * @return the message
   */
  public static RuleMessage filter(IpFamily family) {
    return new RuleMessage(Families.number(family), 0, 0, 0, 0, 0, 0, NlAttrs.NONE);
  }
}
