package net.routerd.api.internal;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.link.Link;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.link.OperState;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;

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
}
