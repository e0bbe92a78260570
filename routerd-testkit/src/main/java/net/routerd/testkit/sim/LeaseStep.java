package net.routerd.testkit.sim;

import java.util.HashMap;
import java.util.Map;
import net.routerd.model.net.IpFamily;
import net.routerd.model.status.ExternalStatus;

/** The program that embeds the engine publishes the status of a lease. */
record LeaseStep(What what, Uplink uplink, IpFamily family) implements Step {

  enum What {
    IS_BOUND,
    HAS_ANOTHER_GATEWAY,
    EXPIRES_SOON,
    FAILS,
    HAS_NO_GATEWAY,
    IS_TAKEN_BACK
  }

  @Override
  public void happen(World world) {
    if (what == What.IS_TAKEN_BACK) {
      world.unpublish(uplink.lease(family));
    } else {
      world.publish(uplink.lease(family), status());
    }
  }

  private ExternalStatus status() {
    Map<String, Object> fields = new HashMap<>();
    fields.put("device", uplink.device());
    if (what != What.HAS_NO_GATEWAY) {
      fields.put("gateway", uplink.gateway(family, what == What.HAS_ANOTHER_GATEWAY));
    }
    if (what == What.EXPIRES_SOON) {
      fields.put("expiresIn", "3s");
    }
    String phase = what == What.FAILS ? "Failed" : "Bound";
    return ExternalStatus.builder().phase(phase).putAllFields(fields).build();
  }

  @Override
  public String toString() {
    return uplink.lease(family) + " " + what;
  }
}
