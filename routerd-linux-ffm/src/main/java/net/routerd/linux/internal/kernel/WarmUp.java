package net.routerd.linux.internal.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.routerd.linux.internal.netlink.NetlinkConversation;
import net.routerd.linux.internal.netlink.NlRequest;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;

/**
 * Carrying changes out without any: requests are written, thrown away, and read as if the kernel
 * told of them, by a state that nobody sees. The JVM then has compiled that when it counts.
 */
final class WarmUp {

  /** The JVM compiles what was called some 200 times, which each round does 32 times. */
  static final int ROUNDS = 32;

  private static final int ROUTES = 8;

  private final NetlinkConversation kernel;
  private final KernelState imagined;

  /**
   * Makes one.
   *
   * @param kernel asked for nothing, as often as for a change
   * @param imagined takes in what is written
   */
  WarmUp(NetlinkConversation kernel, KernelState imagined) {
    this.kernel = kernel;
    this.imagined = imagined;
  }

  /** Encodes requests and takes them in, as if told of; returns what is sent in their place. */
  List<NlRequest> instead(List<NlRequest> requests) {
    kernel.encode(requests, imagined::take);
    imagined.publish();
    return Collections.nCopies(requests.size(), NetlinkConversation.NOTHING);
  }

  /**
   * Makes up changes where there are none: routes to addresses of documentation (RFC 5737, RFC
   * 3849) come and go.
   *
   * @param protocol our protocol number
   * @param device a device of the machine, as others are not even written
   * @return the changes
   */
  static List<RouteChange> changes(int protocol, Optional<LinkName> device) {
    List<RouteChange> changes = new ArrayList<>();
    for (String prefix : List.of("198.51.100.", "2001:db8::")) {
      RouteAction action =
          new RouteAction.Forward(device, Optional.of(IpAddress.parse(prefix + 254)), false);
      for (int i = 0; i < ROUTES; i++) {
        Cidr destination = Cidr.host(IpAddress.parse(prefix + i));
        RouteKey key = new RouteKey(RouteTable.MAIN, destination, 1);
        changes.add(new RouteChange.AddRoute(new DesiredRoute(key, action, Optional.empty())));
        changes.add(
            new RouteChange.DeleteRoute(
                new ObservedRoute(key, action, Optional.empty(), protocol, true)));
      }
    }
    return changes;
  }
}
