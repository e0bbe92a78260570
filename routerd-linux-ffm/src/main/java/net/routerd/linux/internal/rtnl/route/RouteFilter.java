package net.routerd.linux.internal.rtnl.route;

import java.util.Optional;
import net.routerd.linux.internal.netlink.NlWriter;
import net.routerd.linux.internal.rtnl.Families;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteKey;

/**
 * Which routes a list is to hold. The kernel is asked to leave the others out, and what it lists is
 * looked at again: it filters nothing where it does not know how ({@code NLM_F_DUMP_FILTERED} is
 * missing), and with a family that it does without it lists every other one and calls that filtered
 * (rtnetlink.c, the handler of PF_UNSPEC).
 *
 * @param family the family
 * @param table the table, empty for all
 * @param protocol who installed them, 0 for all
 */
public record RouteFilter(IpFamily family, Optional<RouteTable> table, int protocol) {

  private static final int ANYBODY = 0;

  /**
   * Asks for all routes of a family.
   *
   * @param family the family
   * @return the filter
   */
  public static RouteFilter all(IpFamily family) {
    return new RouteFilter(family, Optional.empty(), ANYBODY);
  }

  /**
   * Asks for the routes that one program installed.
   *
   * @param family the family
   * @param protocol its protocol number
   * @return the filter
   */
  public static RouteFilter by(IpFamily family, int protocol) {
    return new RouteFilter(family, Optional.empty(), protocol);
  }

  /**
   * Asks for the routes of a table.
   *
   * @param family the family
   * @param table the table
   * @return the filter
   */
  public static RouteFilter in(IpFamily family, RouteTable table) {
    return new RouteFilter(family, Optional.of(table), ANYBODY);
  }

  /**
   * Writes the body of the request.
   *
   * @param out appended to
   */
  public void write(NlWriter out) {
    out.u8(Families.number(family), 0, 0, 0).u8(0, protocol, 0, 0).u32(0);
    table.ifPresent(t -> out.attributeU32(RouteAttributes.TABLE, t.id()));
  }

  /**
   * Tells whether a route is one that was asked for.
   *
   * @param key where it stands
   * @param by who installed it
   * @return true if it is
   */
  public boolean admits(RouteKey key, int by) {
    return key.family() == family
        && (protocol == ANYBODY || protocol == by)
        && (table.isEmpty() || table.get().equals(key.table()));
  }
}
