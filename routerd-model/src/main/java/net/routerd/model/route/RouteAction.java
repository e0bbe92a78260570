package net.routerd.model.route;

import java.util.Optional;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import org.jspecify.annotations.Nullable;

/** What a route does with the packets that it matches. */
public sealed interface RouteAction {

  /**
   * Sends them to a next hop: the pair (gateway, device).
   *
   * @param device the outgoing device; without one the kernel takes the device whose connected
   *     prefix holds the gateway
   * @param gateway the next router; without one the destination is on the link
   * @param onlink true to take the gateway as on the link although no connected prefix holds it
   *     ({@code RTNH_F_ONLINK})
   */
  record Forward(Optional<LinkName> device, Optional<IpAddress> gateway, boolean onlink)
      implements RouteAction {
    /** Checks that there is a device or a gateway. */
    public Forward {
      if (device.isEmpty() && gateway.isEmpty()) {
        throw new IllegalArgumentException("a next hop needs a device or a gateway");
      }
    }

    /**
     * Tells whether a next hop of the kernel already is this one.
     *
     * @param have what the kernel holds
     * @return true if gateway, flag and, where this names one, device are the same
     */
    public boolean isSatisfiedBy(Forward have) {
      return gateway.equals(have.gateway)
          && onlink == have.onlink
          && (device.isEmpty() || device.equals(have.device));
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Forward that
          && onlink == that.onlink
          && gateway.equals(that.gateway)
          && device.equals(that.device);
    }

    @Override
    public int hashCode() {
      return 31 * device.hashCode() + gateway.hashCode();
    }

    @Override
    public String toString() {
      return gateway.map(g -> "via " + g).orElse("")
          + (device.isPresent() && gateway.isPresent() ? " " : "")
          + device.map(d -> "dev " + d).orElse("")
          + (onlink ? " onlink" : "");
    }
  }

  /**
   * Sends them to the next hop that a nexthop object holds (RT-12).
   *
   * @param id the object's number, 1 to 4294967295
   */
  record Through(long id) implements RouteAction {
    @Override
    public String toString() {
      return "nhid " + id;
    }
  }

  /**
   * Drops them.
   *
   * @param type blackhole, unreachable or prohibit
   */
  record Discard(RouteType type) implements RouteAction {
    /** Checks the type. */
    public Discard {
      if (type == RouteType.UNICAST) {
        throw new IllegalArgumentException("a unicast route forwards");
      }
    }

    @Override
    public String toString() {
      return type.toString();
    }
  }

  /**
   * Something that routerd never installs, such as a multipath route: seen in the kernel, never
   * equal to what is wanted.
   *
   * @param description in the words of {@code ip route}
   */
  record Other(String description) implements RouteAction {
    @Override
    public String toString() {
      return description;
    }
  }
}
