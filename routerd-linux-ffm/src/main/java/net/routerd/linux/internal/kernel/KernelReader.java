package net.routerd.linux.internal.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import net.routerd.linux.internal.doctor.MachineFiles;
import net.routerd.linux.internal.netlink.DumpReader;
import net.routerd.linux.internal.netlink.NlAttrs;
import net.routerd.linux.internal.netlink.NlRequest;
import net.routerd.linux.internal.rtnl.DeviceNames;
import net.routerd.linux.internal.rtnl.Families;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.linux.internal.rtnl.addr.AddressCodec;
import net.routerd.linux.internal.rtnl.addr.AddressMessage;
import net.routerd.linux.internal.rtnl.link.LinkCodec;
import net.routerd.linux.internal.rtnl.link.LinkMessage;
import net.routerd.linux.internal.rtnl.link.NetconfCodec;
import net.routerd.linux.internal.rtnl.nexthop.NextHopCodec;
import net.routerd.linux.internal.rtnl.nexthop.NextHopMapper;
import net.routerd.linux.internal.rtnl.nexthop.NextHopMessage;
import net.routerd.linux.internal.rtnl.route.RouteFilter;
import net.routerd.linux.internal.rtnl.route.RouteMessage;
import net.routerd.linux.internal.rtnl.route.RouteReader;
import net.routerd.linux.internal.rtnl.rule.RuleCodec;
import net.routerd.linux.internal.rtnl.rule.RuleMapper;
import net.routerd.linux.internal.rtnl.rule.RuleMessage;
import net.routerd.model.net.IpFamily;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteKey;

/** Lists what the kernel holds, filtered by the kernel itself where it can. */
final class KernelReader {

  private static final System.Logger LOG = System.getLogger(KernelReader.class.getName());

  private final DumpReader dumps;
  private final RouteReader reader = new RouteReader();
  private final MachineFiles files = MachineFiles.ofThisMachine();
  private boolean unfiltered;

  KernelReader(DumpReader dumps) {
    this.dumps = dumps;
  }

  /** Reads all devices, addresses and their settings into a table that was emptied. */
  void readLinks(LinkTable table) {
    LinkMessage allLinks = new LinkMessage(Families.UNSPEC, 0, 0, 0, 0, NlAttrs.NONE);
    readInto(table, "list links", RtnlMessages.GET_LINK, LinkCodec.encode(allLinks));
    for (IpFamily family : IpFamily.values()) {
      AddressMessage all = new AddressMessage(Families.number(family), 0, 0, 0, 0, NlAttrs.NONE);
      readInto(table, "list addresses", RtnlMessages.GET_ADDRESS, AddressCodec.encode(all));
    }
    for (IpFamily family : IpFamily.values()) {
      byte[] all = NetconfCodec.request(family);
      readInto(table, "list " + family + " settings", RtnlMessages.GET_NETCONF, all);
    }
  }

  // Taken in while it is read, as a view of the receive buffer does not last; taking an item in a
  // second time, after an interruption, changes nothing.
  private void readInto(LinkTable table, String what, int type, byte[] body) {
    dumps.list(what, new NlRequest(type, 0, body), (at, out) -> table.take(at));
  }

  List<ObservedRoute> ours(int protocol, DeviceNames names) {
    List<ObservedRoute> routes = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      RouteFilter asked = RouteFilter.by(family, protocol);
      routes.addAll(routes("list our routes", asked, (key, by) -> true, names));
    }
    return routes;
  }

  List<ObservedRoute> table(Place place, RouteReader.Filter keep, DeviceNames names) {
    RouteFilter asked = RouteFilter.in(place.family(), place.table());
    return routes("list table " + place.table(), asked, keep, names);
  }

  /** Those of what was asked for that are to be kept: an old kernel lists others as well. */
  private record Asked(RouteFilter asked, RouteReader.Filter keep) implements RouteReader.Filter {
    @Override
    public boolean mayKeep(RouteMessage route) {
      return keep.mayKeep(route);
    }

    @Override
    public boolean keeps(RouteKey key, int by) {
      return asked.admits(key, by) && keep.keeps(key, by);
    }
  }

  private List<ObservedRoute> routes(
      String what, RouteFilter asked, RouteReader.Filter keep, DeviceNames names) {
    RouteReader.Filter both = new Asked(asked, keep);
    DumpReader.Listing<ObservedRoute> listing =
        dumps.list(
            what,
            new NlRequest(RtnlMessages.GET_ROUTE, 0, asked::write),
            (at, out) -> reader.readAll(at, names, both, out));
    if (!listing.filtered() && !unfiltered) {
      unfiltered = true; // said once
      LOG.log(
          System.Logger.Level.WARNING,
          "the kernel filters no lists, so that each of them goes through every route of the"
              + " machine; Linux 4.20 and later filters (NETLINK_GET_STRICT_CHK)");
    }
    return listing.items();
  }

  /** Lists every route there is, and returns those references to nexthop objects that matter. */
  List<RouteReader.ObjectUse> objectUses(RouteReader.UseFilter filter) {
    List<RouteReader.ObjectUse> uses = new ArrayList<>();
    for (IpFamily family : IpFamily.values()) {
      uses.addAll(
          dumps
              .<RouteReader.ObjectUse>list(
                  "list all routes",
                  new NlRequest(RtnlMessages.GET_ROUTE, 0, RouteFilter.all(family)::write),
                  (at, out) -> reader.objectUse(at, filter).ifPresent(out))
              .items());
    }
    return uses;
  }

  List<RuleMessage> rules(IpFamily family, Predicate<RuleMessage> keep) {
    byte[] filter = RuleCodec.encode(RuleMapper.filter(family));
    return dumps
        .<RuleMessage>list(
            "list rules",
            new NlRequest(RtnlMessages.GET_RULE, 0, filter),
            (at, out) -> Optional.of(RuleCodec.decode(at.message())).filter(keep).ifPresent(out))
        .items();
  }

  /** Returns the nexthop objects to be kept; empty where the kernel has no such objects. */
  Optional<List<NextHopMessage>> nextHops(Predicate<NextHopMessage> keep) {
    return dumps
        .<NextHopMessage>listIfOffered(
            "list nexthop objects",
            new NlRequest(RtnlMessages.GET_NEXTHOP, 0, NextHopCodec.encode(NextHopMapper.all())),
            (at, out) -> Optional.of(NextHopCodec.decode(at.message())).filter(keep).ifPresent(out))
        .map(DumpReader.Listing::items);
  }

  /** Netlink does not tell this setting, so it is looked at whenever the objects are listed. */
  boolean isNextHopCompatMode() {
    return files
        .read("proc/sys/net/ipv4/nexthop_compat_mode")
        .filter(mode -> mode.equals("0"))
        .isEmpty();
  }
}
