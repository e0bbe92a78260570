package net.routerd.samples.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import net.routerd.api.RouterdBuilder;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.testkit.FakeDevice;
import net.routerd.testkit.FakeGateway;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.Lookup;

/** The testkit's fake kernel, where network namespaces are not allowed. Its time is virtual. */
final class FakeLab implements Lab {

  private static final Duration TICK = Duration.ofMillis(1);
  private static final Cidr EVERYWHERE = Cidr.parse("0.0.0.0/0");

  private final FakeMachine machine = new FakeMachine();
  private final FakeDevice tunnel = machine.links().add("ds-routerd-test").address("192.0.0.2/29");
  private final FakeGateway farEnd =
      machine.network().pointToPoint("ds-routerd-test").answersEverything();
  private final Traffic traffic = new Traffic();
  private boolean passes = true;
  private int number;

  FakeLab() {
    machine.links().add("ix2215").address("172.17.0.2/24");
    machine.network().gateway("ix2215", "172.17.0.1").answersEverything();
  }

  @Override
  public String name() {
    return "the testkit's fake kernel, in virtual time";
  }

  @Override
  public RouterdBuilder install(RouterdBuilder builder) {
    return builder.platform(machine.provider());
  }

  @Override
  public void act(Act act) {
    switch (act) {
      case CUT -> farEnd.dies();
      case MEND -> farEnd.returns();
      case UNPLUG -> tunnel.carrier(false);
      case PLUG -> tunnel.carrier(true);
    }
    passes = act == Act.MEND || act == Act.PLUG;
  }

  @Override
  public boolean await(BooleanSupplier condition, Duration atMost) {
    Instant end = now().plus(atMost);
    while (!condition.getAsBoolean()) {
      if (!now().isBefore(end)) {
        return false;
      }
      machine.time().advance(TICK);
      sendPacket();
    }
    return true;
  }

  /** What a packet of the host would meet: the kernel's own lookup, then the line. */
  private void sendPacket() {
    traffic.sent(number, now());
    if (machine.kernel().lookup(IpAddress.parse(Sender.TO)) instanceof Lookup.Via via) {
      String device = via.device().toString();
      if (passes || !device.equals("ds-routerd-test")) {
        traffic.arrived(number, device);
      }
    }
    number++;
  }

  @Override
  public Instant now() {
    return machine.time().wall();
  }

  @Override
  public String defaultRoute() {
    return machine.kernel().routes().stream()
        .filter(route -> route.key().destination().equals(EVERYWHERE))
        .filter(route -> route.toString().contains("table main"))
        .map(Object::toString)
        .collect(Collectors.joining("; "));
  }

  @Override
  public Traffic traffic() {
    return traffic;
  }

  @Override
  public void close() {}
}
