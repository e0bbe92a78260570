package net.routerd.linux.internal.kernel;

import java.util.Optional;
import java.util.OptionalInt;
import net.routerd.linux.internal.netlink.Nl;
import net.routerd.linux.internal.netlink.NlRequest;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.linux.internal.rtnl.nexthop.NextHopCodec;
import net.routerd.linux.internal.rtnl.nexthop.NextHopMapper;
import net.routerd.linux.internal.rtnl.nexthop.NextHopMessage;
import net.routerd.linux.internal.rtnl.route.RouteRequests;
import net.routerd.linux.internal.rtnl.rule.RuleCodec;
import net.routerd.linux.internal.rtnl.rule.RuleMapper;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;

/** Puts changes into requests. */
final class ChangeRequests {

  private final int protocol;

  ChangeRequests(int protocol) {
    this.protocol = protocol;
  }

  NlRequest of(RouteChange change, LinkSnapshot links) {
    return switch (change) {
      case RouteChange.AddRoute add -> install(Nl.CREATE | Nl.EXCL, add.route(), links);
      case RouteChange.ReplaceRoute replace ->
          install(Nl.CREATE | Nl.REPLACE, replace.route(), links);
      case RouteChange.DeleteRoute delete -> {
        OptionalInt device = index(delete.route().action(), links);
        yield new NlRequest(
            RtnlMessages.DEL_ROUTE,
            0,
            out -> RouteRequests.delete(out, delete.route(), protocol, device));
      }
      case RouteChange.AddRule add ->
          new NlRequest(
              RtnlMessages.NEW_RULE,
              Nl.CREATE | Nl.EXCL,
              RuleCodec.encode(RuleMapper.message(add.rule(), protocol)));
      case RouteChange.DeleteRule delete ->
          new NlRequest(
              RtnlMessages.DEL_RULE,
              0,
              RuleCodec.encode(RuleMapper.message(delete.rule(), protocol)));
      case RouteChange.AddNextHop add ->
          nextHop(RtnlMessages.NEW_NEXTHOP, Nl.CREATE | Nl.EXCL, install(add.hop(), links));
      case RouteChange.ReplaceNextHop replace ->
          nextHop(RtnlMessages.NEW_NEXTHOP, Nl.CREATE | Nl.REPLACE, install(replace.hop(), links));
      case RouteChange.DeleteNextHop delete ->
          nextHop(RtnlMessages.DEL_NEXTHOP, 0, NextHopMapper.delete(delete.hop().id()));
    };
  }

  private NextHopMessage install(NextHopObject hop, LinkSnapshot links) {
    return NextHopMapper.install(hop, protocol, index(hop.hop(), links).orElseThrow());
  }

  private static NlRequest nextHop(int type, int flags, NextHopMessage message) {
    return new NlRequest(type, flags, NextHopCodec.encode(message));
  }

  private NlRequest install(int flags, DesiredRoute route, LinkSnapshot links) {
    OptionalInt device = index(route.action(), links);
    return new NlRequest(
        RtnlMessages.NEW_ROUTE, flags, out -> RouteRequests.install(out, route, protocol, device));
  }

  private static OptionalInt index(RouteAction action, LinkSnapshot links) {
    return device(action).map(links::index).orElse(OptionalInt.empty());
  }

  private static Optional<LinkName> device(RouteAction action) {
    return action instanceof RouteAction.Forward forward ? forward.device() : Optional.empty();
  }

  /**
   * Returns the device that a route or nexthop object to install names and that is not there. A
   * deletion needs none: with its device the route has gone, or the rest of it tells it from
   * others.
   */
  Optional<LinkName> missingDevice(RouteChange change, LinkSnapshot links) {
    Optional<LinkName> device =
        switch (change) {
          case RouteChange.AddRoute add -> device(add.route().action());
          case RouteChange.ReplaceRoute replace -> device(replace.route().action());
          case RouteChange.AddNextHop add -> add.hop().hop().device();
          case RouteChange.ReplaceNextHop replace -> replace.hop().hop().device();
          default -> Optional.empty();
        };
    return device.filter(d -> links.index(d).isEmpty());
  }
}
