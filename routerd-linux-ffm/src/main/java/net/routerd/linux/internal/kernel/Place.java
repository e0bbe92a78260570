package net.routerd.linux.internal.kernel;

import net.routerd.model.net.IpFamily;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteKey;

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

  static Place of(RouteKey key) {
    return new Place(key.family(), key.table());
  }
}
