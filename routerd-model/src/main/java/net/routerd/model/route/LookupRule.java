package net.routerd.model.route;

import java.util.Optional;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;

/**
 * A policy rule that is not ours and that every ordinary packet meets, whoever sends it and by
 * whatever device: it selects by destination at most. The kernel's own rules for the tables main
 * and default are such; a rule for some source, mark or device is not.
 *
 * @param family the address family
 * @param priority its place in the order of rules, lower is asked first
 * @param to the destinations that it is for, empty for all
 * @param table where it looks
 * @param shortest the shortest prefix that it takes from there, in bits: 0 for any; a rule with
 *     {@code suppress_prefixlength N} passes over those of N bits and less
 * @param words the rule in the words of {@code ip rule}
 */
public record LookupRule(
    IpFamily family,
    long priority,
    Optional<Cidr> to,
    RouteTable table,
    int shortest,
    String words) {

  /**
   * Tells whether packets to all of a prefix meet this rule.
   *
   * @param destination a prefix
   * @return true if the rule is for all of it
   */
  public boolean covers(Cidr destination) {
    return family == destination.family() && (to.isEmpty() || to.get().contains(destination));
  }

  @Override
  public String toString() {
    return words;
  }
}
