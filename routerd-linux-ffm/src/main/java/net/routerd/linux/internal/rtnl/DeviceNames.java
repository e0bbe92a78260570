package net.routerd.linux.internal.rtnl;

import java.util.Optional;
import java.util.OptionalInt;
import net.routerd.linux.internal.netlink.NlAttr;
import net.routerd.model.net.LinkName;

/** Turns the kernel's device numbers into names and back, by what is known of the links now. */
public interface DeviceNames {

  /**
   * Returns the name of a device.
   *
   * @param index its ifindex
   * @return its name, or {@code if<index>} where no such device is known
   */
  LinkName name(int index);

  /**
   * Returns the number of a device.
   *
   * @param name its name
   * @return its ifindex, empty where no such device is known
   */
  OptionalInt index(LinkName name);

  /**
   * Reads a name.
   *
   * @param attribute holds the name
   * @return the name; empty if the model takes no such name: the kernel allows bytes that are no
   *     text
   */
  static Optional<LinkName> read(NlAttr attribute) {
    try {
      return Optional.of(new LinkName(attribute.text()));
    } catch (IllegalArgumentException notAName) {
      return Optional.empty();
    }
  }
}
