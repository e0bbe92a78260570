package net.routerd.select;

import java.util.Optional;
import java.util.Set;

/**
 * What an operator asked of one policy at run time (ENG-8).
 *
 * @param drained candidates that must carry no traffic
 * @param pinned the candidate that carries the traffic as long as it is ready
 */
public record Directives(Set<String> drained, Optional<String> pinned) {

  /** Nothing asked. */
  public static final Directives NONE = new Directives(Set.of(), Optional.empty());

  /** Copies the set. */
  public Directives {
    drained = Set.copyOf(drained);
  }
}
