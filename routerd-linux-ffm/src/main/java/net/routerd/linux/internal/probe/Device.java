package net.routerd.linux.internal.probe;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.routerd.linux.internal.ffm.SockAddr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;

/** What the probes by one device have in common, and need not make each time. */
final class Device {

  private final byte[] name;
  private Optional<IpAddress> sourceV4 = Optional.empty();
  private Optional<IpAddress> sourceV6 = Optional.empty();

  Device(LinkName name) {
    this.name = name.text().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the name as the kernel has it, without the zero behind it; not to be changed. */
  byte[] name() {
    return name;
  }

  /**
   * Returns the address in the local address of a socket; mostly it is the one of the probe before.
   *
   * @return empty if there is none, or the unspecified one
   */
  Optional<IpAddress> source(ByteBuffer sockaddr, IpFamily family) {
    int length = sockaddr.limit();
    Optional<IpAddress> last = last(family);
    if (last.isPresent() && SockAddr.holds(sockaddr, length, last.get())) {
      return last;
    }
    Optional<IpAddress> source =
        SockAddr.address(sockaddr, length)
            .filter(address -> address.high() != 0 || address.low() != 0);
    return remember(source, family);
  }

  /**
   * Returns the address that an answer came to.
   *
   * @param control what the kernel told of the answer
   * @return empty if it did not tell the address
   */
  Optional<IpAddress> answered(ByteBuffer control, IpFamily family) {
    int at = PacketInfo.address(control, family);
    Optional<IpAddress> last = last(family);
    if (at < 0) {
      return Optional.empty();
    }
    return last.isPresent() && SockAddr.isAt(control, at, last.get())
        ? last
        : remember(SockAddr.addressAt(control, at, family), family);
  }

  private Optional<IpAddress> last(IpFamily family) {
    return family == IpFamily.IPV4 ? sourceV4 : sourceV6;
  }

  private Optional<IpAddress> remember(Optional<IpAddress> source, IpFamily family) {
    if (family == IpFamily.IPV4) {
      sourceV4 = source;
    } else {
      sourceV6 = source;
    }
    return source;
  }
}
