package net.routerd.select.resolve;

import net.routerd.model.StatusReference;

/**
 * Where references look: the statuses as this very decision makes them, so that none is a decision
 * behind (REF-6).
 */
@FunctionalInterface
public interface StatusFields {

  /**
   * Returns the value of a status field: a {@code LinkName}, an {@code IpAddress}, or a {@code
   * List<Cidr>}.
   *
   * @param reference which field of which resource
   * @return the value, absent, or unresolved
   */
  Resolution<Object> get(StatusReference reference);
}
