package net.routerd.samples.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.routerd.api.Routerd;
import net.routerd.model.yaml.RouterYaml;
import net.routerd.samples.benchmarks.Figures.Unit;
import net.routerd.testkit.FakeDevice;
import net.routerd.testkit.FakeGateway;
import net.routerd.testkit.FakeMachine;

/**
 * What an engine holds after each hour of a day on a fake machine on which something always
 * happens.
 */
final class Day implements Measurement {

  private static final int HOURS = 24;
  private static final int MINUTES = 60;
  private static final double MOST_GROWTH = 1.05;

  /** The engine of the day, and its machine. */
  private static final class Engaged implements AutoCloseable {
    private final FakeMachine machine = new FakeMachine();
    private final FakeDevice first = machine.links().add("wan0").address("172.17.0.2/24");
    private final FakeDevice second = machine.links().add("wan1").address("172.18.0.2/24");
    private final FakeGateway near = gateway("wan0", "172.17.0.1");
    private final FakeGateway far = gateway("wan1", "172.18.0.1");
    private final Routerd routerd =
        Routerd.builder()
            .configuration(RouterYaml.reader().read("router.yaml", Engine.yaml("1s")))
            .platform(machine.provider())
            .build();
    private long told;

    Engaged() {
      routerd.start();
      pass(60);
    }

    private FakeGateway gateway(String device, String address) {
      return machine.network().gateway(device, address).answersEverything();
    }

    private void pass(int seconds) {
      machine.time().advance(Duration.ofSeconds(seconds));
    }

    /** A minute in which an uplink dies in one way or another, and is back. */
    void minute(int number) {
      switch (number % 5) {
        case 0 -> {
          near.dies();
          pass(20);
          near.returns();
        }
        case 1 -> {
          first.carrier(false);
          pass(20);
          first.carrier(true);
        }
        case 2 -> {
          first.removeAddress("172.17.0.2/24");
          pass(20);
          first.address("172.17.0.2/24");
        }
        case 3 -> {
          second.down();
          far.dies();
          pass(20);
          second.up();
          far.returns();
        }
        default -> {
          machine.kernel().foreign().delete("default");
          pass(20);
        }
      }
      pass(40);
      told += machine.kernel().history().size();
      machine.kernel().forgetHistory();
    }

    long told() {
      return told;
    }

    @Override
    public void close() {
      routerd.close();
    }
  }

  @Override
  public String id() {
    return "heap";
  }

  @Override
  public String work() {
    return "a day of events in virtual time";
  }

  @Override
  public List<Row> run(Lab lab) {
    long before = used();
    List<Double> hours = new ArrayList<>();
    long changes;
    try (Engaged engaged = new Engaged()) {
      for (int hour = 0; hour <= HOURS; hour++) {
        for (int minute = 0; minute < MINUTES; minute++) {
          engaged.minute(minute);
        }
        hours.add((double) (used() - before));
        System.err.printf("  hour %d: %s%n", hour, Unit.BYTES.say(hours.getLast()));
      }
      changes = engaged.told();
    }
    Figures early = new Figures();
    hours.subList(1, HOURS / 2).forEach(early::add); // the first warms up
    Figures late = new Figures();
    hours.subList(HOURS / 2, HOURS + 1).forEach(late::add);
    Figures done = new Figures();
    done.add((double) changes);
    return List.of(
        Row.atMost(
            id(),
            work() + ", the second half",
            late,
            "the first half",
            early,
            Unit.BYTES,
            MOST_GROWTH),
        Row.only(id(), "changes to the kernel in that day", done, Unit.COUNT));
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
