package net.routerd.linux.internal.kernel;

import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteKey;
import org.jspecify.annotations.Nullable;

/**
 * A table of one family.
 *
 * @param family the family
 * @param table the table
 */
record Place(IpFamily family, RouteTable table) {

  boolean holds(RouteKey key) {
    return key.family() == family && key.table().equals(table);
  }

  // Spelled out for the same reason as in RouteKey.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Place that && family == that.family && table.equals(that.table);
  }

  @Override
  public int hashCode() {
    return 31 * table.hashCode() + family.hashCode();
  }

  static Place of(RouteKey key) {
    return new Place(key.family(), key.table());
  }
}
