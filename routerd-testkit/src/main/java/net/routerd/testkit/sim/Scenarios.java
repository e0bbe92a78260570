package net.routerd.testkit.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.routerd.model.net.IpFamily;

/** Makes scenarios from seeds: one in twenty is a big one. */
final class Scenarios {

  private final SplittableRandom random;
  private final List<Uplink> uplinks = new ArrayList<>();

  private Scenarios(long seed) {
    random = new SplittableRandom(seed);
  }

  static Scenario of(long seed) {
    return new Scenarios(seed).make(seed);
  }

  private Scenario make(long seed) {
    boolean big = Math.floorMod(seed, 20) == 0;
    int count = big ? 3 + random.nextInt(4) : 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      uplinks.add(new Uplink(i, random.nextInt(4) == 0, random.nextBoolean()));
    }
    RandomConfig config =
        new RandomConfig(uplinks, seed, 1 + random.nextInt(big ? 4 : 2), big ? 30 : 6);
    int steps = big ? 40 + random.nextInt(80) : 4 + random.nextInt(14);
    return new Scenario(
        seed,
        List.copyOf(uplinks),
        IntStream.range(0, 3).mapToObj(config::version).toList(),
        random.nextInt(3) == 0 ? OptionalInt.of(1 + random.nextInt(2)) : OptionalInt.empty(),
        IntStream.range(0, steps).mapToObj(i -> new Timed(gap(), step())).toList());
  }

  /** Returns a time between events: none, less than a probe takes, or several intervals. */
  private Duration gap() {
    return switch (random.nextInt(6)) {
      case 0 -> Duration.ZERO;
      case 1, 2 -> Duration.ofNanos(random.nextLong(50_000_000));
      case 3, 4 -> Duration.ofNanos(random.nextLong(1_000_000_000));
      default -> Duration.ofNanos(random.nextLong(8_000_000_000L));
    };
  }

  private Step step() {
    Uplink uplink = uplinks.get(random.nextInt(uplinks.size()));
    IpFamily family = random.nextInt(3) == 0 ? IpFamily.IPV6 : IpFamily.IPV4;
    int number = random.nextInt(1000);
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4 -> new LinkStep(any(LinkStep.What.values()), uplink);
      case 5, 6, 7, 8 -> new FarStep(any(FarStep.What.values()), uplink, family, target(family));
      case 9 -> new LeaseStep(any(LeaseStep.What.values()), uplink, family);
      case 10, 11, 12 -> new ForeignStep(any(ForeignStep.What.values()), number, uplink);
      case 13, 14, 15 -> new FaultStep(any(FaultStep.What.values()), number);
      case 16, 17, 18 -> new LifeStep(any(LifeStep.What.values()), number % 3);
      default ->
          random.nextInt(3) == 0
              ? new ClockStep(Duration.ofSeconds(random.nextInt(-100_000, 100_000)))
              : new OperatorStep(any(OperatorStep.What.values()), number / 10, number);
    };
  }

  private String target(IpFamily family) {
    boolean v6 = family == IpFamily.IPV6;
    return Uplink.TARGETS.get((v6 ? 2 : 0) + random.nextInt(2));
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
