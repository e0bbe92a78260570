package net.routerd.testkit.sim;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import net.routerd.api.Routerd;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.net.IpFamily;
import net.routerd.model.status.ExternalStatus;
import net.routerd.spi.PlatformOptions;
import net.routerd.testkit.FakeDevice;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.KernelRefusal;
import net.routerd.testkit.PlatformFault;

/** The machine, what is beyond it, and the programs on it. */
final class World {

  private final Scenario scenario;
  private final FakeMachine machine = new FakeMachine();
  private final Foreign foreign = new Foreign(machine.kernel().foreign());
  private final Map<ResourceRef, ExternalStatus> published = new TreeMap<>();
  private final Life life;
  private int version;
  private long probingAgainAt;

  World(Scenario scenario, Run run) {
    this.scenario = scenario;
    life = new Life(this, run);
    machine.kernel().nexthopCompatMode(scenario.nextHopObjects().isEmpty());
    scenario.uplinks().forEach(uplink -> make(uplink, OptionalInt.empty()));
    scenario.uplinks().forEach(uplink -> uplink.answersEverything(machine));
    scenario.uplinks().forEach(this::bind);
  }

  private void bind(Uplink uplink) {
    for (IpFamily family : IpFamily.values()) {
      new LeaseStep(LeaseStep.What.IS_BOUND, uplink, family).happen(this);
    }
  }

  FakeMachine machine() {
    return machine;
  }

  Life life() {
    return life;
  }

  Foreign foreign() {
    return foreign;
  }

  int protocol() {
    return PlatformOptions.DEFAULT_PROTOCOL;
  }

  int version() {
    return version;
  }

  RouterConfig configuration() {
    return scenario.versions().get(version);
  }

  OptionalInt nextHopObjects() {
    return scenario.nextHopObjects();
  }

  Map<ResourceRef, ExternalStatus> published() {
    return published;
  }

  /** Lets a step happen; what the kernel refuses to somebody does not happen. */
  void happen(Step step) {
    try {
      unlessRefused(() -> step.happen(this));
    } catch (Life.Killed killed) {
      // the step was the last that the engine saw
    }
  }

  static void unlessRefused(Runnable change) {
    try {
      change.run();
    } catch (KernelRefusal refused) {
      // so it is on a machine where somebody asks for the impossible
    }
  }

  /** Puts another configuration in force, now or at the next start. */
  void reload(int number) {
    version = number % scenario.versions().size();
    life.engine().ifPresent(engine -> engine.reload(configuration()));
  }

  void publish(ResourceRef lease, ExternalStatus status) {
    published.put(lease, status);
    life.engine().ifPresent(engine -> engine.publish(lease, status));
  }

  void unpublish(ResourceRef lease) {
    published.remove(lease);
    life.engine().ifPresent(engine -> engine.unpublish(lease));
  }

  Optional<FakeDevice> device(String name) {
    try {
      return Optional.of(machine.links().device(name));
    } catch (KernelRefusal none) {
      return Optional.empty();
    }
  }

  /** Makes the device of an uplink, with its addresses, where it does not exist. */
  void make(Uplink uplink, OptionalInt index) {
    FakeDevice made =
        index.isPresent()
            ? machine.links().add(uplink.device(), index.getAsInt())
            : machine.links().add(uplink.device());
    uplink.addresses().forEach(made::address);
  }

  /** Lets no probe go on for a while. */
  void stallProber(Duration by) {
    probingAgainAt = Math.max(probingAgainAt, machine.time().nanos() + by.toNanos());
    machine.inject(new PlatformFault.StallProber(by));
  }

  /** Tells whether probes that leave now are answered in their time. */
  boolean isProbing() {
    return machine.time().nanos() >= probingAgainAt;
  }

  /** Mends everything: nothing goes wrong from here on. */
  void restore() {
    machine.clearFaults();
    for (Uplink uplink : scenario.uplinks()) {
      happen(new LinkStep(LinkStep.What.IS_RENAMED_BACK, uplink));
      happen(new LinkStep(LinkStep.What.IS_MADE_AGAIN, uplink));
      FakeDevice device = machine.links().device(uplink.device());
      device.carrier(true).up();
      uplink.addresses().forEach(a -> unlessRefused(() -> device.address(a)));
      uplink.answersEverything(machine);
      bind(uplink);
    }
    foreign.leave();
    life.restore();
    life.engine().ifPresent(this::releaseAll);
  }

  /** Something about every device changes, which matters to no route: what was refused is tried. */
  void nudge() {
    scenario.uplinks().forEach(uplink -> machine.links().device(uplink.device()).mtu(1400));
  }

  private void releaseAll(Routerd engine) {
    configuration()
        .all(EgressRoutePolicy.class)
        .forEach(policy -> engine.release(policy.metadata().name()));
  }
}
