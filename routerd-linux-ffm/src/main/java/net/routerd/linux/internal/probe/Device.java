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
    Optional<IpAddress> last = family == IpFamily.IPV4 ? sourceV4 : sourceV6;
    if (last.isPresent() && SockAddr.holds(sockaddr, length, last.get())) {
      return last;
    }
    Optional<IpAddress> source =
        SockAddr.address(sockaddr, length)
            .filter(address -> address.high() != 0 || address.low() != 0);
    if (family == IpFamily.IPV4) {
      sourceV4 = source;
    } else {
      sourceV6 = source;
    }
    return source;
  }
}
