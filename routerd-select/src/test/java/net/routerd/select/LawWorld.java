package net.routerd.select;

import static net.routerd.select.Given.candidate;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.ip;
import static net.routerd.select.Given.named;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.selected;
import static net.routerd.select.Given.up;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.HealthCheck;
import net.routerd.model.Resource;
import net.routerd.model.RouterConfig;
import net.routerd.model.WhenUnresolved;
import net.routerd.model.link.Link;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.route.RouteKey;

/**
 * A small random world: two policies of three candidates each over four uplinks, and what happens
 * to it.
 */
final class LawWorld {

  static final int UPLINKS = 4;
  static final Duration INTERVAL = Duration.ofSeconds(1);
  static final Duration TIMEOUT = Duration.ofMillis(500);

  /**
   * How a world is set up.
   *
   * @param weights of the candidates of both policies
   * @param checked which uplinks have a check
   * @param hysteresis in seconds
   * @param whenUnresolved of both routes
   */
  record Setup(
      List<Integer> weights, List<Boolean> checked, int hysteresis, WhenUnresolved whenUnresolved) {

    Duration span() {
      return Duration.ofSeconds(hysteresis);
    }
  }

  /**
   * Something that happens.
   *
   * @param what the kind of event
   * @param uplink to which uplink
   */
  record Step(Event what, int uplink) {}

  enum Event {
    PASS,
    FAIL,
    UNPLUG,
    PLUG,
    SET_DOWN,
    REMOVE,
    RECREATE,
    READDRESS,
    TIME,
    LONG_TIME,
    SUSPEND,
    RETARGET,
    RETHRESHOLD,
    SOMEBODY_DELETES,
    SOMEBODY_ADDS,
    SOMEBODY_LEAVES
  }

  final World world;
  final Setup setup;
  private final int[] targets = new int[UPLINKS];
  private final int[] thresholds = new int[UPLINKS];

  LawWorld(Setup setup) {
    this.setup = setup;
    world = new World(configuration());
    for (int i = 0; i < UPLINKS; i++) {
      world.link(link(i, 10 + i));
    }
  }

  private static Link link(int uplink, int index) {
    return up("wan" + uplink, index, "10.0." + uplink + ".2/24");
  }

  RouterConfig configuration() {
    return RouterConfig.of(resources());
  }

  List<Resource> resources() {
    List<Resource> resources = new ArrayList<>();
    for (int i = 0; i < UPLINKS; i++) {
      resources.add(iface("wan" + i));
      resources.add(check(i));
    }
    for (int p = 0; p < 2; p++) {
      EgressRoutePolicy.Builder policy = policy("p" + p).hysteresis(setup.span());
      for (int c = 0; c < 3; c++) {
        policy.addCandidates(uplink(p + c, setup.weights().get(p * 3 + c)));
      }
      resources.add(policy.build());
      resources.add(
          route("r" + p)
              .metric(p)
              .device(Given.device(selected("p" + p, "Device")))
              .gateway(Given.address(selected("p" + p, "Gateway")))
              .whenUnresolved(setup.whenUnresolved())
              .build());
    }
    return resources;
  }

  private Candidate uplink(int i, int weight) {
    Candidate.Builder candidate =
        candidate("wan" + i, weight).gateway(Given.address("10.0." + i + ".1"));
    if (setup.checked().get(i)) {
      candidate.healthCheck("check" + i);
    }
    return candidate.build();
  }

  private HealthCheck check(int i) {
    return named("check" + i)
        .target(ip("1.1.1." + (1 + targets[i])))
        .interval(INTERVAL)
        .timeout(TIMEOUT)
        .unhealthyThreshold(2 + thresholds[i])
        .build();
  }

  void happen(Step step) {
    int i = step.uplink();
    String device = "wan" + i;
    switch (step.what()) {
      case PASS -> probe(i, ProbeOutcome.Kind.PASSED);
      case FAIL -> probe(i, ProbeOutcome.Kind.TIMEOUT);
      case UNPLUG -> world.unplug(device);
      case PLUG -> world.plug(device);
      case SET_DOWN -> world.setDown(device);
      case REMOVE -> world.remove(device);
      case RECREATE -> {
        world.remove(device);
        world.link(link(i, (int) (world.nanos % 100_000)));
      }
      case READDRESS ->
          world.change(device, l -> Given.withAddresses(l, "10.0." + i + "." + (3 + i) + "/24"));
      case TIME -> world.advance(INTERVAL);
      case LONG_TIME -> world.advance(Duration.ofSeconds(4));
      case SUSPEND -> world.suspend(Duration.ofSeconds(20));
      case RETARGET -> {
        targets[i] = 1 - targets[i];
        world.configuration = configuration();
      }
      case RETHRESHOLD -> {
        thresholds[i] = 1 - thresholds[i];
        world.configuration = configuration();
      }
      case SOMEBODY_DELETES -> world.kernel.routes.removeIf(r -> r.protocol() == 114);
      case SOMEBODY_ADDS -> {
        RouteKey key = new RouteKey(Given.DEFAULT.table(), Given.ANYWHERE, i % 2);
        if (world.kernel.at(key).isEmpty()) {
          world.kernel.hold(key, Given.through("wan" + i), 3);
        }
      }
      case SOMEBODY_LEAVES -> world.kernel.routes.removeIf(r -> r.protocol() == 3);
    }
  }

  private void probe(int i, ProbeOutcome.Kind outcome) {
    if (world.isProbed("check" + i)) {
      world.result("check" + i, outcome);
    }
  }
}
