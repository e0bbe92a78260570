package net.routerd.model.route;

import java.util.Optional;
import net.routerd.model.net.IpAddress;
import org.jspecify.annotations.Nullable;

/**
 * A route that routerd wants in the kernel.
 *
 * @param key its place
 * @param action what it does
 * @param preferredSource the source address for the machine's own packets, if not the kernel's
 *     choice
 */
public record DesiredRoute(RouteKey key, RouteAction action, Optional<IpAddress> preferredSource) {

  /**
   * Tells whether a route of the kernel already is this one.
   *
   * @param observed a route with the same key
   * @return true if nothing has to change
   */
  public boolean isSatisfiedBy(ObservedRoute observed) {
    return key.equals(observed.key())
        && preferredSource.equals(observed.preferredSource())
        && matches(observed.action());
  }

  private boolean matches(RouteAction there) {
    if (action instanceof RouteAction.Forward want && there instanceof RouteAction.Forward have) {
      return want.isSatisfiedBy(have);
    }
    return action.equals(there);
  }

  // Spelled out for the same reason as in RouteKey, as is that of a next hop.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DesiredRoute that
        && key.equals(that.key)
        && action.equals(that.action)
        && preferredSource.equals(that.preferredSource);
  }

  @Override
  public int hashCode() {
    return 31 * key.hashCode() + action.hashCode();
  }

  /**
   * Returns the route in the words of {@code ip route}.
   *
   * @return such as {@code 0.0.0.0/0 table main via 172.17.0.1 dev wan0}
   */
  @Override
  public String toString() {
    return key + " " + action + preferredSource.map(s -> " src " + s).orElse("");
  }
}
