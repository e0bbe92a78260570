package net.routerd.model.route;

import java.util.Optional;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;

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

    @Override
    public String toString() {
      return gateway.map(g -> "via " + g).orElse("")
          + (device.isPresent() && gateway.isPresent() ? " " : "")
          + device.map(d -> "dev " + d).orElse("")
          + (onlink ? " onlink" : "");
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
