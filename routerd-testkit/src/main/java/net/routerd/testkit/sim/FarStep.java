package net.routerd.testkit.sim;

import java.time.Duration;
import net.routerd.model.net.IpFamily;
import net.routerd.testkit.FakeGateway;

/** Something happens beyond a device, which no notification tells. */
record FarStep(What what, Uplink uplink, IpFamily family, String target) implements Step {

  enum What {
    GATEWAY_DIES,
    GATEWAY_RETURNS,
    TARGET_IS_SILENT,
    TARGET_REFUSES,
    TARGET_IS_UNREACHABLE,
    TARGET_ANSWERS_WRONG,
    TARGET_ANSWERS_SLOWLY,
    TARGET_ANSWERS_TOO_LATE,
    TARGET_ANSWERS
  }

  @Override
  public void happen(World world) {
    FakeGateway gateway = gateway(world);
    var _ =
        switch (what) {
          case GATEWAY_DIES -> gateway.dies();
          case GATEWAY_RETURNS -> gateway.returns();
          case TARGET_IS_SILENT -> gateway.silence(target);
          case TARGET_REFUSES -> gateway.refuse(target);
          case TARGET_IS_UNREACHABLE -> gateway.unreachable(target);
          case TARGET_ANSWERS_WRONG -> gateway.wrong(target, "not what was asked");
          case TARGET_ANSWERS_SLOWLY -> gateway.answers(target, Duration.ofMillis(240));
          case TARGET_ANSWERS_TOO_LATE -> gateway.answers(target, Duration.ofSeconds(20));
          case TARGET_ANSWERS -> gateway.answers(target);
        };
  }

  private FakeGateway gateway(World world) {
    return uplink.tunnel()
        ? world.machine().network().pointToPoint(uplink.device())
        : world.machine().network().gateway(uplink.device(), uplink.gateway(family, false));
  }

  @Override
  public String toString() {
    return "beyond " + uplink + " " + family + " " + target + ": " + what;
  }
}
