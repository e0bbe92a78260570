package net.routerd.testkit;

import java.util.List;

/** One kernel under the tests of its behaviour, asked in the words of iproute2. */
interface KernelDriver extends AutoCloseable {

  /** Adds a device that is up and has a carrier. */
  void addDevice(String name, String... addresses);

  void deleteDevice(String name);

  void up(String name);

  void down(String name);

  void carrier(String name, boolean there);

  void address(String name, String address);

  void peer(String name, String own, String peer);

  void removeAddress(String name, String address);

  void rename(String from, String to);

  void ignoreRoutesWithLinkdown();

  /** Sets {@code net.ipv4.nexthop_compat_mode}. */
  void nexthopCompatMode(boolean on);

  int index(String name);

  /**
   * Runs {@code ip route}, {@code ip rule} or {@code ip nexthop}.
   *
   * @param command such as {@code -6 route add default via fe80::1 dev wan0 proto 114}
   * @return the kernel's words of refusal (those of errno, if it has no others); empty if it took
   *     it
   */
  String ip(String command);

  /**
   * Returns the routes to a prefix.
   *
   * @return one each, such as {@code 10.0.0.0/8 via 172.17.0.1 dev wan0 proto 114}, with linkdown
   *     at its end where the kernel says so
   */
  List<String> routes(String table, String prefix);

  /**
   * Returns the nexthop objects, such as {@code nexthop id 7 via 172.17.0.1 dev wan0 proto 114}.
   */
  List<String> nextHops();

  /** Returns what {@code ip route get fibmatch} says, such as {@code via G dev D table T}. */
  String match(String flow);

  /** Returns where {@code ip route get} says that packets go, such as {@code via G dev D}. */
  String send(String flow);

  /** Returns the source address of such packets. */
  String source(String flow);

  @Override
  void close();
}
