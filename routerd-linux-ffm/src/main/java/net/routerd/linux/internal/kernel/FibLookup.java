package net.routerd.linux.internal.kernel;

import java.util.Optional;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.netlink.NetlinkConversation;
import net.routerd.linux.internal.netlink.NlOutcome;
import net.routerd.linux.internal.netlink.NlParseException;
import net.routerd.linux.internal.netlink.NlWriter;
import net.routerd.linux.internal.probe.PathLookup;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.linux.internal.rtnl.route.Multipath;
import net.routerd.linux.internal.rtnl.route.RouteMessage;
import net.routerd.linux.internal.rtnl.route.RouteRequests;
import net.routerd.model.net.IpAddress;
import net.routerd.model.route.RouteType;
import net.routerd.spi.PlatformException;
import org.jspecify.annotations.Nullable;

/** Asks the kernel for the route that a packet would take ({@code RTM_F_FIB_MATCH}, PATH-2). */
public final class FibLookup implements PathLookup, AutoCloseable {

  /** A power of two. */
  private static final int REMEMBERED = 1024;

  private final NetlinkConversation kernel;
  private final RouteMessage route = new RouteMessage();
  private final Answer.@Nullable Found[] before = new Answer.Found[REMEMBERED];

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
    NlWriter question = kernel.question(RtnlMessages.GET_ROUTE);
    RouteRequests.lookup(question, target, source, ifindex, mark);
    return switch (kernel.ask()) {
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

  private Answer answer(NlOutcome.Told told, IpAddress target, int ifindex) {
    try {
      int errno = errno(route.read(told.at()).type());
      return errno != 0 ? new Answer.None(errno) : found(target, ifindex);
    } catch (NlParseException unreadable) {
      throw new PlatformException(
          tried(target, ifindex), unreadable.toString(), "the next probe asks again");
    }
  }

  /** A target is asked for again and again, and mostly what was told before is true again. */
  private Answer.Found found(IpAddress target, int ifindex) {
    int place = 31 * target.hashCode() + ifindex & REMEMBERED - 1;
    Answer.Found known = before[place];
    if (known == null || !isTold(known)) {
      known = read(ifindex);
      before[place] = known;
    }
    return known;
  }

  private boolean isTold(Answer.Found known) {
    return !route.isMultipath()
        && known.table().id() == route.table()
        && known.ifindex() == route.outDevice()
        && route.isVia(known.gateway());
  }

  private Answer.Found read(int ifindex) {
    return Multipath.legs(route).stream()
        .filter(leg -> leg.device() == ifindex)
        .findFirst()
        .map(leg -> new Answer.Found(route.modelTable(), leg.gateway(), leg.device()))
        .orElseGet(() -> new Answer.Found(route.modelTable(), route.gateway(), route.outDevice()));
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
