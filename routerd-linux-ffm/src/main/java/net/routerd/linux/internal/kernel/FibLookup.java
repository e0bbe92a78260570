package net.routerd.linux.internal.kernel;

import java.util.List;
import java.util.Optional;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.netlink.NetlinkConversation;
import net.routerd.linux.internal.netlink.NlOutcome;
import net.routerd.linux.internal.netlink.NlParseException;
import net.routerd.linux.internal.netlink.NlRequest;
import net.routerd.linux.internal.probe.PathLookup;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.linux.internal.rtnl.route.Multipath;
import net.routerd.linux.internal.rtnl.route.RouteMessage;
import net.routerd.linux.internal.rtnl.route.RouteRequests;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteType;
import net.routerd.spi.PlatformException;

/** Asks the kernel for the route that a packet would take ({@code RTM_F_FIB_MATCH}, PATH-2). */
public final class FibLookup implements PathLookup, AutoCloseable {

  private final NetlinkConversation kernel;

  /**
   * Makes one.
   *
   * @param kernel used by this only, on one thread, closed with it
   */
  public FibLookup(NetlinkConversation kernel) {
    this.kernel = kernel;
  }

  @Override
  public Answer find(IpAddress target, int ifindex, long mark, Optional<IpAddress> source) {
    NlOutcome outcome =
        kernel.ask(
            new NlRequest(
                RtnlMessages.GET_ROUTE,
                0,
                out -> RouteRequests.lookup(out, target, source, ifindex, mark)));
    return switch (outcome) {
      case NlOutcome.Told told -> answer(told, target, ifindex);
      case NlOutcome.Answered refused when refused.error().errno() > 0 ->
          new Answer.None(refused.error().errno());
      case NlOutcome.Answered empty ->
          throw new PlatformException(
              tried(target, ifindex), "no route and no error", "needs Linux 4.13 or newer");
      case NlOutcome.Unknown unknown ->
          throw new PlatformException(
              tried(target, ifindex), unknown.why(), "the next probe asks again");
    };
  }

  private static String tried(IpAddress target, int ifindex) {
    return "look up the route to " + target + " through device " + ifindex;
  }

  private static Answer answer(NlOutcome.Told told, IpAddress target, int ifindex) {
    try {
      RouteMessage route = RouteMessage.of(told.message());
      int errno = errno(route.type());
      return errno != 0 ? new Answer.None(errno) : found(route, ifindex);
    } catch (NlParseException unreadable) {
      throw new PlatformException(
          tried(target, ifindex), unreadable.toString(), "the next probe asks again");
    }
  }

  private static Answer found(RouteMessage route, int ifindex) {
    RouteTable table = new RouteTable(route.table());
    List<Multipath.Leg> legs = Multipath.legs(route);
    return legs.stream()
        .filter(leg -> leg.device() == ifindex)
        .findFirst()
        .map(leg -> new Answer.Found(table, leg.gateway(), leg.device()))
        .orElseGet(() -> new Answer.Found(table, route.gateway(), route.outDevice()));
  }

  // What the kernel answers to a packet that such a route matches (net/ipv4/fib_semantics.c).
  private static int errno(int type) {
    if (type == RouteType.BLACKHOLE.number()) {
      return Errno.EINVAL;
    }
    if (type == RouteType.PROHIBIT.number()) {
      return Errno.EACCES;
    }
    return type == RouteType.UNREACHABLE.number() ? Errno.EHOSTUNREACH : 0;
  }

  @Override
  public void close() {
    kernel.close();
  }
}
