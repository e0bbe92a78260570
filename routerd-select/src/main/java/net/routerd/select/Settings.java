package net.routerd.select;

import java.util.OptionalInt;
import net.routerd.model.net.RouteTable;

/**
 * What an embedding program sets beside the configuration.
 *
 * @param protocol the protocol number that marks routes and rules as ours (RT-1)
 * @param firstTable the first of the tables for probe paths (PATH-1)
 * @param tableCount how many tables there are for probe paths
 * @param firstRulePriority the first of three rule priorities for probe paths: marked probes, bound
 *     probes, replies
 * @param nextHopObjects from how many destinations on a route resource uses a nexthop object, empty
 *     for never (RT-12)
 */
public record Settings(
    int protocol,
    long firstTable,
    int tableCount,
    long firstRulePriority,
    OptionalInt nextHopObjects) {

  /** Protocol 114, tables 114000 to 114999, rule priorities from 11400 on. */
  public static final Settings STANDARD =
      new Settings(
          114, RouteTable.FIRST_PROBE_TABLE, RouteTable.PROBE_TABLES, 11_400, OptionalInt.empty());

  /**
   * Returns the same settings with another protocol number.
   *
   * @param number the number
   * @return the settings
   */
  public Settings withProtocol(int number) {
    return new Settings(number, firstTable, tableCount, firstRulePriority, nextHopObjects);
  }

  /**
   * Returns the same settings with nexthop objects.
   *
   * @param minDestinations from how many destinations on a route resource uses one, 1 or more
   * @return the settings
   */
  public Settings withNextHopObjects(int minDestinations) {
    return new Settings(
        protocol, firstTable, tableCount, firstRulePriority, OptionalInt.of(minDestinations));
  }

  /**
   * Tells whether a table is one of those for probe paths.
   *
   * @param table the table's number
   * @return true if it is in the range
   */
  public boolean isProbeTable(long table) {
    return table >= firstTable && table < firstTable + tableCount;
  }
}
