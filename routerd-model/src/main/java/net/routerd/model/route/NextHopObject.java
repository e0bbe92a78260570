package net.routerd.model.route;

import net.routerd.model.net.IpFamily;

/**
 * A nexthop object that routerd wants in the kernel (ip-nexthop(8), since Linux 5.3): one next hop
 * that many routes refer to by its number, so that one change moves them all (RT-12).
 *
 * @param id its number, 1 to 4294967295, unique over all programs of a network namespace
 * @param family the family of its gateway or, without one, of the routes that use it
 * @param hop where it leads; always with a device
 */
public record NextHopObject(long id, IpFamily family, RouteAction.Forward hop) {

  /** How many numbers each protocol number has for itself. */
  public static final int IDS = 1_000_000;

  /** Checks the number and the device. */
  public NextHopObject {
    if (id < 1 || id > 0xFFFFFFFFL) {
      throw new IllegalArgumentException("a nexthop id is 1 to 4294967295, not " + id);
    }
    if (hop.device().isEmpty()) {
      throw new IllegalArgumentException("a nexthop object needs a device");
    }
  }

  /**
   * Returns the first of the numbers that belong to a protocol number, so that two engines with
   * different numbers never meet.
   *
   * @param protocol the protocol number, 1 to 255
   * @return the first of {@value #IDS} numbers
   */
  public static long firstId(int protocol) {
    return (long) protocol * IDS;
  }

  /**
   * Tells whether a number belongs to a protocol number.
   *
   * @param id the number
   * @param protocol the protocol number
   * @return true if it is one of its {@value #IDS} numbers
   */
  public static boolean isInRange(long id, int protocol) {
    return id >= firstId(protocol) && id < firstId(protocol) + IDS;
  }

  /**
   * Tells whether an object of the kernel already is this one.
   *
   * @param observed an object with the same number
   * @return true if nothing has to change
   */
  public boolean isSatisfiedBy(ObservedNextHop observed) {
    return id == observed.id()
        && family == observed.family()
        && observed.action() instanceof RouteAction.Forward have
        && hop.isSatisfiedBy(have);
  }

  /**
   * Returns the object in the words of {@code ip nexthop}.
   *
   * @return such as {@code nexthop id 114000000 via 172.17.0.1 dev wan0}
   */
  @Override
  public String toString() {
    return "nexthop id " + id + " " + hop;
  }
}
