package net.routerd.select.health;

import java.util.Optional;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.status.Reason;

/** Where a check is probed from, in this decision. */
public sealed interface CheckPath {

  /**
   * It cannot be probed.
   *
   * @param reason why not
   * @param why the same for a person
   */
  record None(Reason reason, String why) implements CheckPath {}

  /**
   * It is probed along one path (HC-6).
   *
   * @param pin what the probe's socket is bound to, and the way that it must take
   * @param present whether the kernel was read to hold the path (PATH-2)
   */
  record Along(Pin pin, boolean present) implements CheckPath {}

  /**
   * The identity of a path: results for one pin say nothing of another.
   *
   * @param device the device
   * @param ifindex its number; another one is another device (HC-8)
   * @param gateway the next router, empty for a device route or a check that no candidate uses
   * @param bound the address that the socket is bound to (HC-5)
   * @param local the address that replies come to, as the kernel would choose it, empty if the
   *     device has none
   */
  record Pin(
      LinkName device,
      int ifindex,
      Optional<IpAddress> gateway,
      Optional<IpAddress> bound,
      Optional<IpAddress> local) {

    boolean sameDevice(Pin other) {
      return device.equals(other.device) && ifindex == other.ifindex;
    }
  }
}
