package net.routerd.testkit.sim;

import java.util.OptionalInt;
import net.routerd.model.net.IpFamily;
import net.routerd.testkit.FakeDevice;

/** Something happens to a device. */
record LinkStep(What what, Uplink uplink) implements Step {

  enum What {
    LOSES_CARRIER,
    HAS_CARRIER,
    IS_SET_DOWN,
    IS_SET_UP,
    LOSES_ADDRESS,
    HAS_ADDRESS,
    LOSES_IPV6_ADDRESS,
    IS_DELETED,
    IS_MADE_AGAIN,
    IS_REPLACED_UNDER_ITS_NUMBER,
    IS_RENAMED_AWAY,
    IS_RENAMED_BACK
  }

  @Override
  public void happen(World world) {
    if (what == What.IS_MADE_AGAIN) {
      world.make(uplink, OptionalInt.empty());
    } else if (what == What.IS_RENAMED_BACK) {
      world.device(aside()).ifPresent(d -> d.rename(uplink.device()));
    } else {
      world.device(uplink.device()).ifPresent(device -> happen(world, device));
    }
  }

  private String aside() {
    return "x-" + uplink.device();
  }

  private void happen(World world, FakeDevice device) {
    switch (what) {
      case LOSES_CARRIER -> device.carrier(false);
      case HAS_CARRIER -> device.carrier(true);
      case IS_SET_DOWN -> device.down();
      case IS_SET_UP -> device.up();
      case LOSES_ADDRESS -> device.removeAddress(uplink.address(IpFamily.IPV4));
      case HAS_ADDRESS ->
          uplink.addresses().forEach(a -> World.unlessRefused(() -> device.address(a)));
      case LOSES_IPV6_ADDRESS -> device.removeAddress(uplink.address(IpFamily.IPV6));
      case IS_DELETED -> device.delete();
      case IS_REPLACED_UNDER_ITS_NUMBER -> {
        device.delete();
        world.make(uplink, OptionalInt.of(device.index()));
      }
      case IS_RENAMED_AWAY -> device.rename(aside());
      case IS_MADE_AGAIN, IS_RENAMED_BACK -> throw new AssertionError(what);
    }
  }

  @Override
  public String toString() {
    return uplink + " " + what;
  }
}
