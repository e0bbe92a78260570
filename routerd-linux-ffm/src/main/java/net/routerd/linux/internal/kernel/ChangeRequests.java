package net.routerd.linux.internal.kernel;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import net.routerd.linux.internal.netlink.Nl;
import net.routerd.linux.internal.netlink.NlRequest;
import net.routerd.linux.internal.netlink.NlWriter;
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
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;

/** Puts changes into requests. */
final class ChangeRequests {

  // No lambdas, of which each captures: only the second compiler makes plain objects of those.
  private record Installation(DesiredRoute route, int protocol, OptionalInt device)
      implements Consumer<NlWriter> {
    @Override
    public void accept(NlWriter out) {
      RouteRequests.install(out, route, protocol, device);
    }
  }

  private record Deletion(ObservedRoute route, int protocol, OptionalInt device)
      implements Consumer<NlWriter> {
    @Override
    public void accept(NlWriter out) {
      RouteRequests.delete(out, route, protocol, device);
    }
  }

  private final int protocol;

  ChangeRequests(int protocol) {
    this.protocol = protocol;
  }

  /**
   * Puts a change into a request.
   *
   * @param device the number of the device that it names, empty if it names none or none is needed
   */
  NlRequest of(RouteChange change, OptionalInt device) {
    return switch (change) {
      case RouteChange.AddRoute add -> install(Nl.CREATE | Nl.EXCL, add.route(), device);
      case RouteChange.ReplaceRoute replace ->
          install(Nl.CREATE | Nl.REPLACE, replace.route(), device);
      case RouteChange.DeleteRoute delete ->
          new NlRequest(RtnlMessages.DEL_ROUTE, 0, new Deletion(delete.route(), protocol, device));
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
          nextHop(RtnlMessages.NEW_NEXTHOP, Nl.CREATE | Nl.EXCL, install(add.hop(), device));
      case RouteChange.ReplaceNextHop replace ->
          nextHop(RtnlMessages.NEW_NEXTHOP, Nl.CREATE | Nl.REPLACE, install(replace.hop(), device));
      case RouteChange.DeleteNextHop delete ->
          nextHop(RtnlMessages.DEL_NEXTHOP, 0, NextHopMapper.delete(delete.hop().id()));
    };
  }

  private NextHopMessage install(NextHopObject hop, OptionalInt device) {
    return NextHopMapper.install(hop, protocol, device.orElseThrow());
  }

  private static NlRequest nextHop(int type, int flags, NextHopMessage message) {
    return new NlRequest(type, flags, NextHopCodec.encode(message));
  }

  private NlRequest install(int flags, DesiredRoute route, OptionalInt device) {
    return new NlRequest(RtnlMessages.NEW_ROUTE, flags, new Installation(route, protocol, device));
  }

  /** Returns the device that a change names, if it names one. */
  static Optional<LinkName> device(RouteChange change) {
    return switch (change) {
      case RouteChange.AddRoute add -> device(add.route().action());
      case RouteChange.ReplaceRoute replace -> device(replace.route().action());
      case RouteChange.DeleteRoute delete -> device(delete.route().action());
      case RouteChange.AddNextHop add -> add.hop().hop().device();
      case RouteChange.ReplaceNextHop replace -> replace.hop().hop().device();
      case RouteChange.DeleteNextHop delete -> Optional.empty();
      case RouteChange.AddRule add -> Optional.empty();
      case RouteChange.DeleteRule delete -> Optional.empty();
    };
  }

  private static Optional<LinkName> device(RouteAction action) {
    return action instanceof RouteAction.Forward forward ? forward.device() : Optional.empty();
  }

  /**
   * Whether a change cannot be made without the device that it names. A deletion can: with its
   * device the route has gone, or the rest of it tells it from others.
   */
  static boolean needsDevice(RouteChange change) {
    return !(change instanceof RouteChange.DeleteRoute);
  }
}
