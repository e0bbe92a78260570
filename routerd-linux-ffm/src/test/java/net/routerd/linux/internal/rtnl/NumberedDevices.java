package net.routerd.linux.internal.rtnl;

import java.util.OptionalInt;
import net.routerd.model.net.LinkName;

/**
 * Devices that are named by their numbers, as those were of which messages were recorded.
 *
 * @param word before the number in the name
 * @param first the number of the device that the name counts as 0
 */
record NumberedDevices(String word, int first) implements DeviceNames {

  @Override
  public LinkName name(int index) {
    return new LinkName(word + Integer.toUnsignedString(index - first));
  }

  @Override
  public OptionalInt index(LinkName name) {
    return OptionalInt.of(Integer.parseInt(name.text().substring(word.length())) + first);
  }
}
