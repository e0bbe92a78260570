package net.routerd.model.net;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A routing table of the kernel (linux/rtnetlink.h, {@code RT_TABLE_*}).
 *
 * @param id 1 to 4294967295
 */
public record RouteTable(long id) implements Comparable<RouteTable> {

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,9}");

  /** The table that ordinary traffic uses. */
  public static final RouteTable MAIN = new RouteTable(254);

  /** The table of local and broadcast addresses, kept by the kernel. */
  public static final RouteTable LOCAL = new RouteTable(255);

  /** The table that the kernel looks at last. */
  public static final RouteTable DEFAULT = new RouteTable(253);

  /** The first of the tables that routerd takes for its probe paths (PATH-1). */
  public static final long FIRST_PROBE_TABLE = 114_000;

  /** How many tables routerd takes for its probe paths. */
  public static final int PROBE_TABLES = 1000;

  /** Checks the range. */
  public RouteTable {
    if (id < 1 || id > 0xFFFFFFFFL) {
      throw new IllegalArgumentException("a routing table is 1 to 4294967295, not " + id);
    }
  }

  /**
   * Reads a number or one of the names main, local and default.
   *
   * @param text such as {@code main} or {@code 1000}
   * @return the table
   * @throws IllegalArgumentException if the text is neither
   */
  public static RouteTable parse(String text) {
    return switch (text) {
      case "main" -> MAIN;
      case "local" -> LOCAL;
      case "default" -> DEFAULT;
      default -> {
        if (!NUMBER.matcher(text).matches()) {
          throw new IllegalArgumentException(
              "a routing table is 1 to 4294967295, main, local or default, not " + text);
        }
        yield new RouteTable(Long.parseLong(text));
      }
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RouteTable that && id == that.id;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(id);
  }

  @Override
  public int compareTo(RouteTable other) {
    return Long.compare(id, other.id);
  }

  /**
   * Returns the name of a well-known table, the number of any other.
   *
   * @return the text that {@link #parse} reads
   */
  @Override
  public String toString() {
    return equals(MAIN)
        ? "main"
        : equals(LOCAL) ? "local" : equals(DEFAULT) ? "default" : Long.toString(id);
  }
}
