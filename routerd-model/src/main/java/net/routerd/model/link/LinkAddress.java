package net.routerd.model.link;

import java.util.Optional;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;

/**
 * An address that stands on a device.
 *
 * @param address the device's own address
 * @param prefixLength the length of the connected prefix in bits
 * @param peer the address of the other end of a point-to-point link; the connected prefix is then
 *     the peer's
 * @param secondary true for {@code IFA_F_SECONDARY}: never chosen by the kernel as a source by
 *     itself
 */
public record LinkAddress(
    IpAddress address, int prefixLength, Optional<IpAddress> peer, boolean secondary) {

  /**
   * Returns an ordinary address with its connected prefix.
   *
   * @param text such as {@code 172.17.0.2/24}
   * @return the address
   */
  public static LinkAddress parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "an address of a device is written address/length: " + text);
    }
    IpAddress address = IpAddress.parse(text.substring(0, slash));
    int length = Integer.parseInt(text.substring(slash + 1));
    Cidr.containing(address, length);
    return new LinkAddress(address, length, Optional.empty(), false);
  }

  /**
   * Returns the prefix that the kernel takes as on-link because of this address.
   *
   * @return the connected prefix
   */
  public Cidr connected() {
    return Cidr.containing(peer.orElse(address), prefixLength);
  }

  /**
   * Returns {@code address/length}, or {@code address peer peer/length}.
   *
   * @return the text as {@code ip address} writes it
   */
  @Override
  public String toString() {
    return address + peer.map(p -> " peer " + p).orElse("") + "/" + prefixLength;
  }
}
