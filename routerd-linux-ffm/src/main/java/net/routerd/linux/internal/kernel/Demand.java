package net.routerd.linux.internal.kernel;

import java.util.Set;

/**
 * What has to be known of others before something is changed (RT-1).
 *
 * @param tables in which of their routes stand at our keys
 * @param objectUses whether their routes refer to a nexthop object of ours
 */
record Demand(Set<Place> tables, boolean objectUses) {

  static final Demand NOTHING = new Demand(Set.of(), false);

  Demand {
    tables = Set.copyOf(tables);
  }
}
