package net.routerd.select;

/**
 * What an embedding program sets beside the configuration.
 *
 * @param protocol the protocol number that marks routes and rules as ours (RT-1)
 * @param firstTable the first of the tables for probe paths (PATH-1)
 * @param tableCount how many tables there are for probe paths
 * @param firstRulePriority the first of three rule priorities for probe paths: marked probes, bound
 *     probes, replies
 */
public record Settings(int protocol, long firstTable, int tableCount, long firstRulePriority) {

  /** Protocol 114, tables 114000 to 114999, rule priorities from 11400 on. */
  public static final Settings STANDARD = new Settings(114, 114_000, 1000, 11_400);

  /**
   * Returns the same settings with another protocol number.
   *
   * @param number the number
   * @return the settings
   */
  public Settings withProtocol(int number) {
    return new Settings(number, firstTable, tableCount, firstRulePriority);
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
