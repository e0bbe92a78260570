package net.routerd.samples.benchmarks;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.routerd.samples.benchmarks.Figures.Unit;

/**
 * P6 where the second way stands by in the kernel (RT-11), which moves the traffic before any
 * program runs: what is lost of as many packets as one core sends. We only may not make it worse.
 */
final class StandBy implements Measurement {

  /** Many, as a cut costs either 11, or some 85, or some 300 packets, whoever it was. */
  private static final int REPETITIONS = 11;

  private static final int MOST = 100;

  /**
   * What one cut took of the traffic.
   *
   * @param rate packets sent in a second
   * @param lost how many were refused, or never came
   */
  record Blast(long rate, long lost) {}

  @Override
  public String id() {
    return "P6";
  }

  @Override
  public String work() {
    return "carrier lost under a UDP blaster while the next way stands by";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Map<Racer, Track> tracks = new EnumMap<>(Racer.class);
    Figures rate = new Figures();
    Figures ours = new Figures();
    Figures alone = new Figures();
    try {
      for (Racer racer : List.of(Racer.ROUTERD, Racer.KERNEL)) {
        Track track = new Track(lab, "standby-" + racer.name().toLowerCase(Locale.ROOT));
        tracks.put(racer, track);
        racer.start(track);
      }
      Thread.sleep(Race.REHEARSAL.toMillis());
      for (int i = 0; i < REPETITIONS; i++) {
        for (Map.Entry<Racer, Track> each : tracks.entrySet()) {
          Blast blast = each.getValue().blast();
          (each.getKey() == Racer.ROUTERD ? ours : alone).add((double) blast.lost());
          rate.add((double) blast.rate());
        }
      }
    } finally {
      tracks.values().forEach(Track::close);
    }
    return List.of(row(rate, ours, alone));
  }

  private Row row(Figures rate, Figures ours, Figures alone) {
    return new Row(
        id(),
        "packets lost of %s when the carrier is lost and the next way stands by"
            .formatted(Unit.PER_SECOND.say(rate.median())),
        ours.say(Unit.COUNT),
        Racer.KERNEL.words(),
        alone.say(Unit.COUNT),
        OptionalDouble.empty(),
        "≤ " + MOST,
        Optional.of(ours.median() <= MOST));
  }
}
