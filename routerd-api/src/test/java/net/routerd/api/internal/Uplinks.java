package net.routerd.api.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.routerd.model.link.Link;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.link.OperState;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.KernelView;
import net.routerd.select.Moment;
import net.routerd.select.Observations;
import net.routerd.select.Settings;

/** Devices that tests lose. */
final class Uplinks {

  private Uplinks() {}

  /** The device {@code wanN} with the address {@code 10.0.N.2}. */
  static Link up(int number) {
    return new Link(
        new LinkName("wan" + number),
        number + 1,
        true,
        true,
        OperState.UP,
        1500,
        List.of(
            new LinkAddress(IpAddress.parse("10.0." + number + ".2"), 24, Optional.empty(), true)),
        0,
        Set.of());
  }

  /** A machine with so many of these, and nothing in its kernel. */
  static ImaginedMachine machine(int count, Moment now) {
    Map<LinkName, Link> links =
        IntStream.range(0, count)
            .mapToObj(Uplinks::up)
            .collect(Collectors.toMap(Link::name, link -> link));
    Observations seen =
        new Observations(
            links, KernelView.EMPTY, Map.of(), List.of(), 0, List.of(), Map.of(), Map.of());
    return new ImaginedMachine(seen, now, Settings.STANDARD.protocol());
  }
}
