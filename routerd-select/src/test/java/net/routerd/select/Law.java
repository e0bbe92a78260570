package net.routerd.select;

import java.util.Optional;
import net.routerd.model.route.RouteChange;

/**
 * Something that holds in every world, whatever happens to it: looks at each decision and at each
 * change of the kernel of one {@link Play}, and throws an AssertionError where it is broken.
 */
interface Law {

  /** The decision was made, nothing of it is applied yet. */
  default void decided(Play play, Optional<Decision> before, Decision now) {}

  /** The kernel did what one change of the decision's plan says. */
  default void applied(Play play, Decision decision, RouteChange change) {}
}
