package net.routerd.select.plan;

import java.util.Comparator;
import java.util.Optional;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;

/**
 * The way of a probe (PATH-1): a default route in a table of its own, and the rules that lead
 * there.
 *
 * @param device the device
 * @param gateway the next router, empty for a device route; the next hop is the pair (PATH-4)
 * @param onlink whether the gateway is taken as on the link
 * @param target what is probed
 */
public record ProbePath(
    LinkName device, Optional<IpAddress> gateway, boolean onlink, IpAddress target)
    implements Comparable<ProbePath> {

  private static final Comparator<ProbePath> ORDER =
      Comparator.comparing(ProbePath::device)
          .thenComparing(ProbePath::target)
          .thenComparing(p -> p.gateway().map(IpAddress::toString).orElse(""))
          .thenComparing(ProbePath::onlink);

  DesiredRoute route(RouteTable table) {
    return new DesiredRoute(
        new RouteKey(table, target.family().defaultPrefix(), 0),
        new RouteAction.Forward(Optional.of(device), gateway, onlink),
        Optional.empty());
  }

  Cidr to() {
    return Cidr.host(target);
  }

  @Override
  public int compareTo(ProbePath other) {
    return ORDER.compare(this, other);
  }
}
