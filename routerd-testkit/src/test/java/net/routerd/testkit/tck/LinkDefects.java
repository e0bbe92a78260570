package net.routerd.testkit.tck;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import net.routerd.model.link.Link;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction.Forward;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.PlatformOptions;
import net.routerd.testkit.FakeMachine;

/** Platforms that see devices wrongly. */
final class LinkDefects {

  static final List<Defect> ALL =
      List.of(
          new Defect("LINK-1", "the first change is never told", DropsTheFirst::new),
          new Defect("LINK-1", "it tells before its snapshot shows it", TellsEarly::new),
          new Defect(
              "LINK-2",
              "a lost carrier looks like admin-down",
              (m, o) -> seeing(m, o, l -> with(l, l.name(), l.index(), l.isUp()))),
          new Defect("LINK-3", "deleted devices stay", RemembersDevices::new),
          new Defect("LINK-4", "a renamed device gets another number", RenumbersDevices::new),
          new Defect(
              "LINK-5",
              "numbers come from names, so that one made again keeps its own",
              (m, o) ->
                  seeing(m, o, l -> with(l, l.name(), l.name().hashCode() & 0xFFFF, l.adminUp()))),
          new Defect(
              "LINK-6", "IPv6 addresses are not read", (m, o) -> seeing(m, o, LinkDefects::v4Only)),
          new Defect("LINK-7", "routes keep the name that their device had", KeepsNames::new),
          new Defect(
              "START-1",
              "IPv6 addresses are not read",
              (m, o) -> seeing(m, o, LinkDefects::v4Only)),
          new Defect("START-1", "nothing is read before the first change", ReadsLate::new),
          new Defect("START-4", "its snapshot is its own map", GivesItsMap::new));

  private LinkDefects() {}

  private static Link with(Link l, LinkName name, int index, boolean adminUp) {
    return new Link(
        name,
        index,
        adminUp,
        l.carrier(),
        l.operState(),
        l.mtu(),
        l.addresses(),
        l.rpFilter(),
        l.ignoreRoutesWithLinkdown());
  }

  private static Link v4Only(Link l) {
    return new Link(
        l.name(),
        l.index(),
        l.adminUp(),
        l.carrier(),
        l.operState(),
        l.mtu(),
        l.addresses(IpFamily.IPV4),
        l.rpFilter(),
        Set.of());
  }

  private static BrokenPlatform seeing(
      FakeMachine machine, PlatformOptions options, UnaryOperator<Link> as) {
    return new BrokenPlatform(machine, options) {
      @Override
      Map<LinkName, Link> devices() {
        Map<LinkName, Link> seen = new TreeMap<>();
        super.devices().values().stream().map(as).forEach(l -> seen.put(l.name(), l));
        return Map.copyOf(seen);
      }
    };
  }

  private static final class DropsTheFirst extends BrokenPlatform {
    private boolean heard;

    DropsTheFirst(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    public void start(PlatformListener listener) {
      super.start(
          hearing(
              listener,
              () -> {
                if (heard) {
                  listener.changed();
                }
                heard = true;
              }));
    }
  }

  private static final class TellsEarly extends BrokenPlatform {
    private Map<LinkName, Link> shown = Map.of();

    TellsEarly(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    public void start(PlatformListener listener) {
      super.start(
          hearing(
              listener,
              () -> {
                listener.changed();
                shown = super.devices();
              }));
      shown = super.devices();
    }

    @Override
    Map<LinkName, Link> devices() {
      return shown;
    }
  }

  private static final class RemembersDevices extends BrokenPlatform {
    private final Map<LinkName, Link> ever = new TreeMap<>();

    RemembersDevices(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    Map<LinkName, Link> devices() {
      ever.putAll(super.devices());
      return Map.copyOf(ever);
    }
  }

  private static final class RenumbersDevices extends BrokenPlatform {
    private final Map<LinkName, Integer> numbers = new HashMap<>();

    RenumbersDevices(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    Map<LinkName, Link> devices() {
      Map<LinkName, Link> seen = new TreeMap<>();
      for (Link l : super.devices().values()) {
        int number = numbers.computeIfAbsent(l.name(), n -> 100 + numbers.size());
        seen.put(l.name(), with(l, l.name(), number, l.adminUp()));
      }
      return Map.copyOf(seen);
    }
  }

  private static final class KeepsNames extends BrokenPlatform {
    KeepsNames(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    KernelView view() {
      KernelView seen = super.view();
      return new KernelView(seen.routes().stream().map(this::oldName).toList(), seen.rules());
    }

    private ObservedRoute oldName(ObservedRoute r) {
      return r.action() instanceof Forward f && f.device().filter(Net.WAN0::equals).isEmpty()
          ? Net.made(r.key(), new Forward(Optional.of(Net.WAN1), f.gateway(), false), r.protocol())
          : r;
    }
  }

  private static final class ReadsLate extends BrokenPlatform {
    private boolean changed;

    ReadsLate(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    public void start(PlatformListener listener) {
      super.start(
          hearing(
              listener,
              () -> {
                changed = true;
                listener.changed();
              }));
    }

    @Override
    Map<LinkName, Link> devices() {
      return changed ? super.devices() : Map.of();
    }
  }

  private static final class GivesItsMap extends BrokenPlatform {
    private final Map<LinkName, Link> own = new TreeMap<>();

    GivesItsMap(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    Map<LinkName, Link> devices() {
      own.keySet().retainAll(super.devices().keySet());
      own.putAll(super.devices());
      return own;
    }
  }
}
