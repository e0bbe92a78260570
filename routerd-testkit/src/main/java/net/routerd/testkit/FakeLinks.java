package net.routerd.testkit;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;

/** The devices of the fake machine. */
public final class FakeLinks {

  private final FakeKernel kernel;
  private final Faults faults;
  private int lastIndex = 1; // lo

  FakeLinks(FakeKernel kernel, Faults faults) {
    this.kernel = kernel;
    this.faults = faults;
  }

  /**
   * Adds a device that is up and has a carrier. One that was deleted comes back under a new number.
   *
   * @param name its name
   * @return the device
   * @throws KernelRefusal EEXIST if there is one
   */
  public FakeDevice add(String name) {
    int freed = kernel.freedIndex();
    boolean reuse =
        freed > 0
            && kernel.device(freed).isEmpty()
            && faults.take(PlatformFault.ReuseIfindex.class, f -> true).isPresent();
    return add(name, reuse ? freed : lastIndex + 1);
  }

  /**
   * Adds a device under a number of the test's choice, such as one that another device had before.
   *
   * @param name its name
   * @param index its number, 2 or more
   * @return the device
   * @throws KernelRefusal EEXIST if the name or the number is taken
   */
  public FakeDevice add(String name, int index) {
    LinkName wanted = new LinkName(name);
    if (kernel.device(wanted).isPresent() || kernel.device(index).isPresent()) {
      throw new KernelRefusal(Errno.EEXIST);
    }
    lastIndex = Math.max(lastIndex, index);
    FakeDevice device = new FakeDevice(kernel, wanted, index);
    kernel.devices().add(device);
    kernel.told();
    return device;
  }

  /**
   * Returns a device.
   *
   * @param name its name
   * @return the device
   * @throws KernelRefusal ENODEV if there is none
   */
  public FakeDevice device(String name) {
    return kernel.device(new LinkName(name)).orElseThrow(() -> new KernelRefusal(Errno.ENODEV));
  }

  /**
   * Returns all devices as they are now, told or not.
   *
   * @return an immutable snapshot
   */
  public Map<LinkName, Link> current() {
    Map<LinkName, Link> links = new TreeMap<>();
    kernel.devices().forEach(d -> links.put(d.name(), d.link()));
    return Collections.unmodifiableMap(links);
  }
}
