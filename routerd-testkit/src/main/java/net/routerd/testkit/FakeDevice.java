package net.routerd.testkit;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.link.Link;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.link.OperState;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;

/**
 * A network device of the fake machine. What happens to it has the consequences for routes that
 * Linux knows, those included that Linux tells nobody about (RT-5). Every method returns this
 * device, and fails once it was deleted.
 */
public final class FakeDevice {

  private final FakeKernel kernel;
  private final int index;
  private final List<LinkAddress> addresses = new ArrayList<>();
  private LinkName name;
  private boolean adminUp = true;
  private boolean signal = true;
  private Optional<OperState> told = Optional.empty();
  private int mtu = 1500;
  private int rpFilter;
  private boolean ignoreRoutesWithLinkdown;

  FakeDevice(FakeKernel kernel, LinkName name, int index) {
    this.kernel = kernel;
    this.name = name;
    this.index = index;
  }

  /**
   * Adds an address with its connected prefix. A second IPv4 address in one prefix is secondary.
   *
   * @param text such as {@code 172.17.0.2/24}
   * @return this
   */
  public FakeDevice address(String text) {
    return add(LinkAddress.parse(text));
  }

  /**
   * Adds the address of a point-to-point link.
   *
   * @param own this machine's address
   * @param peer the other end's
   * @return this
   */
  public FakeDevice address(String own, String peer) {
    IpAddress far = IpAddress.parse(peer);
    return add(new LinkAddress(IpAddress.parse(own), far.family().bits(), Optional.of(far), false));
  }

  private FakeDevice add(LinkAddress wanted) {
    alive();
    if (addresses.stream().anyMatch(a -> a.toString().equals(wanted.toString()))) {
      throw new KernelRefusal(Errno.EEXIST);
    }
    LinkAddress added =
        new LinkAddress(
            wanted.address(),
            wanted.prefixLength(),
            wanted.peer(),
            wanted.address().family() == IpFamily.IPV4 && isSecondToAnother(wanted));
    addresses.add(added);
    kernel.effects().added(this, added);
    return told();
  }

  private boolean isSecondToAnother(LinkAddress wanted) {
    return addresses.stream()
        .anyMatch(a -> a.connected().equals(wanted.connected()) && !a.secondary());
  }

  /**
   * Takes an address away; with an IPv4 address its secondary addresses, with the last IPv4 address
   * every IPv4 route through the device.
   *
   * @param text such as {@code 172.17.0.2/24}
   * @return this
   */
  public FakeDevice removeAddress(String text) {
    alive();
    LinkAddress gone =
        addresses.stream()
            .filter(
                a ->
                    a.toString().equals(text)
                        || (a.address() + "/" + a.prefixLength()).equals(text))
            .findFirst()
            .orElseThrow(() -> new KernelRefusal(Errno.EADDRNOTAVAIL));
    addresses.remove(gone);
    kernel.effects().removed(this, gone);
    if (gone.address().family() == IpFamily.IPV4 && !gone.secondary()) {
      addresses.removeIf(a -> a.secondary() && a.connected().equals(gone.connected()));
    }
    kernel.effects().addressesLeft(this);
    return told();
  }

  /**
   * The administrator takes the device up: its connected IPv4 prefixes come back, nothing else.
   *
   * @return this
   */
  public FakeDevice up() {
    alive();
    if (!adminUp) {
      adminUp = true;
      addresses.forEach(a -> kernel.effects().added(this, a));
    }
    return told();
  }

  /**
   * The administrator takes the device down: its routes and its IPv6 addresses go.
   *
   * @return this
   */
  public FakeDevice down() {
    alive();
    adminUp = false;
    addresses.removeIf(a -> a.address().family() == IpFamily.IPV6);
    kernel.effects().withdrawn(this);
    return told();
  }

  /**
   * The other end appears or disappears; routes stay, but nexthop objects of the device go, and
   * with them the routes that use them (RT-12).
   *
   * @param there true if the driver sees it
   * @return this
   */
  public FakeDevice carrier(boolean there) {
    alive();
    signal = there;
    if (!there) {
      kernel.effects().carrierLost(this);
    }
    return told();
  }

  /**
   * Sets the operational state in place of the one that follows from up, down and carrier.
   *
   * @param state such as UNKNOWN, as tunnels have it
   * @return this
   */
  public FakeDevice operState(OperState state) {
    alive();
    told = Optional.of(state);
    return told();
  }

  /**
   * Sets the largest packet.
   *
   * @param bytes its size in bytes
   * @return this
   */
  public FakeDevice mtu(int bytes) {
    alive();
    mtu = bytes;
    return told();
  }

  /**
   * Sets the effective reverse path filter for IPv4; 0 unless set.
   *
   * @param value 0 off, 1 strict, 2 loose
   * @return this
   */
  public FakeDevice rpFilter(int value) {
    alive();
    rpFilter = value;
    return told();
  }

  /**
   * Sets {@code ignore_routes_with_linkdown} of the device, IPv4 and IPv6: whether its routes are
   * passed over while it has no carrier; off unless set here or for all ({@link
   * FakeKernel#ignoreRoutesWithLinkdown}).
   *
   * @param ignore true to pass them over
   * @return this
   */
  public FakeDevice ignoreRoutesWithLinkdown(boolean ignore) {
    alive();
    ignoreRoutesWithLinkdown = ignore;
    return told();
  }

  boolean ignoresRoutesWithLinkdown() {
    return ignoreRoutesWithLinkdown || kernel.ignoresRoutesWithLinkdown();
  }

  /**
   * Gives the device another name; its routes stay, rules that name the old one match nothing.
   *
   * @param to the new name
   * @return this
   */
  public FakeDevice rename(String to) {
    alive();
    LinkName wanted = new LinkName(to);
    if (kernel.device(wanted).isPresent()) {
      throw new KernelRefusal(Errno.EEXIST);
    }
    name = wanted;
    return told();
  }

  /** Deletes the device with its addresses and routes; rules that name it stay. */
  public void delete() {
    alive();
    kernel.effects().withdrawn(this);
    kernel.remove(this);
  }

  private void alive() {
    if (!kernel.devices().contains(this)) {
      throw new IllegalStateException("device " + name + " (" + index + ") was deleted");
    }
  }

  private FakeDevice told() {
    kernel.told();
    return this;
  }

  /**
   * Returns the kernel's number of the device.
   *
   * @return the ifindex
   */
  public int index() {
    return index;
  }

  /**
   * Returns the device as the platform shows it.
   *
   * @return an immutable snapshot
   */
  public Link link() {
    boolean lowerUp = adminUp && signal;
    OperState state = told.orElse(lowerUp ? OperState.UP : OperState.DOWN);
    Set<IpFamily> passedOver =
        ignoresRoutesWithLinkdown() ? EnumSet.allOf(IpFamily.class) : Set.of();
    return new Link(name, index, adminUp, lowerUp, state, mtu, addresses, rpFilter, passedOver);
  }

  LinkName name() {
    return name;
  }

  boolean isAdminUp() {
    return adminUp;
  }

  boolean hasCarrier() {
    return signal;
  }

  int rpFilter() {
    return rpFilter;
  }

  List<LinkAddress> addresses() {
    return addresses;
  }
}
