package net.routerd.samples.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.routerd.api.Routerd;
import net.routerd.model.yaml.RouterYaml;
import net.routerd.samples.benchmarks.Figures.Unit;
import net.routerd.testkit.FakeDevice;
import net.routerd.testkit.FakeMachine;

/**
 * P12: how fast the whole engine runs on the fake machine: one event in, one decision, its plan
 * applied to the fake kernel. Two policies with three candidates each, of which the preferred one
 * of the first loses its carrier and has it again, in turn with that of the second.
 */
final class Simulate implements Measurement {

  private static final String ID = "P12";
  private static final int EVENTS = 20_000;
  private static final int REPETITIONS = 6;
  private static final int LOOKS = 3;
  private static final int DEVICES = 6;

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String work() {
    return "simulated events, each decided and applied, on one core";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    FakeMachine machine = new FakeMachine();
    List<FakeDevice> devices = new ArrayList<>();
    for (int i = 0; i < DEVICES; i++) {
      devices.add(machine.links().add("wan" + i).address("10.0." + i + ".2/24"));
    }
    Figures events = new Figures();
    Figures changes = new Figures();
    List<Row> shares;
    try (Routerd routerd =
        Routerd.builder()
            .configuration(RouterYaml.reader().read("router.yaml", yaml()))
            .platform(machine.provider())
            .build()) {
      routerd.start();
      machine.time().runUntilIdle();
      for (int i = 0; i < REPETITIONS; i++) {
        machine.kernel().forgetHistory();
        long start = System.nanoTime();
        events(machine, devices);
        double took = System.nanoTime() - start;
        if (i > 0) { // the first warms up
          events.add(EVENTS / (took / 1e9));
          changes.add((double) machine.kernel().history().size() / EVENTS);
        }
      }
      shares = shares(machine, devices);
    }
    List<Row> rows = new ArrayList<>();
    rows.add(Row.only(id(), work(), events, Unit.PER_SECOND));
    rows.add(Row.only(id(), "changes to the fake kernel with each", changes, Unit.COUNT));
    rows.addAll(shares);
    return rows;
  }

  private static void events(FakeMachine machine, List<FakeDevice> devices) {
    for (int event = 0; event < EVENTS; event++) {
      devices.get(event / 2 % 2 * (DEVICES / 2)).carrier(event % 2 == 1);
      machine.time().runUntilIdle();
    }
  }

  private static List<Row> shares(FakeMachine machine, List<FakeDevice> devices)
      throws IOException {
    Figures deciding = new Figures();
    Figures fake = new Figures();
    Figures loop = new Figures();
    for (int i = 0; i < LOOKS; i++) {
      machine.kernel().forgetHistory();
      try (Shares shares = new Shares()) {
        events(machine, devices);
        shares.end();
        deciding.add(shares.of("net.routerd.select"));
        fake.add(shares.of("net.routerd.testkit"));
        loop.add(shares.of("net.routerd.api"));
      }
    }
    return List.of(
        Row.only(ID, "of that time, to decide", deciding, Unit.PERCENT),
        Row.only(ID, "of that time, the fake machine", fake, Unit.PERCENT),
        Row.only(ID, "of that time, the loop between them", loop, Unit.PERCENT));
  }

  private static String yaml() {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < DEVICES; i++) {
      yaml.append(
          """
          apiVersion: net.routerd.net/v1alpha1
          kind: Interface
          metadata: {name: wan%1$d}
          spec: {ifname: wan%1$d}
          ---
          """
              .formatted(i));
    }
    for (int policy = 0; policy < 2; policy++) {
      yaml.append(
          """
          apiVersion: net.routerd.net/v1alpha1
          kind: IPv4Route
          metadata: {name: route-%1$d}
          spec:
            destination: 10.%2$d.0.0/16
            device: ${EgressRoutePolicy/out-%1$d.status.selectedDevice}
            gateway: ${EgressRoutePolicy/out-%1$d.status.selectedGateway}
          ---
          apiVersion: net.routerd.net/v1alpha1
          kind: EgressRoutePolicy
          metadata: {name: out-%1$d}
          spec:
            destinationCIDRs: [10.%2$d.0.0/16]
            hysteresis: 0s
            candidates:
          """
              .formatted(policy, 100 + policy));
      for (int i = 0; i < DEVICES / 2; i++) {
        int device = policy * DEVICES / 2 + i;
        yaml.append(
            "    - {name: c%1$d, source: Interface/wan%2$d, gateway: 10.0.%2$d.1, weight: %3$d}%n"
                .formatted(i, device, 90 - i));
      }
      yaml.append("---\n");
    }
    return yaml.substring(0, yaml.length() - "---\n".length());
  }
}
