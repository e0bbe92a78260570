package net.routerd.samples.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The failover race: the same cuts under the same traffic for all who take part, in turn. All run
 * beside each other, each on a track of its own, so that one recovers while others are cut.
 */
final class Race implements Measurement {

  private static final int REPETITIONS = 5;

  /** How often each asks whether a path is alive, in milliseconds. */
  static final int PROBE_MILLIS = 100;

  /** How long routerd has to itself after its start; it rehearses on the same two processors. */
  static final Duration REHEARSAL = Duration.ofSeconds(12);

  private record Turn(Racer racer, Cut cut, Loss loss) {}

  private final List<Turn> turns = new ArrayList<>();

  @Override
  public String id() {
    return "race";
  }

  @Override
  public String work() {
    return "failover beside BIRD, keepalived and the kernel alone: packets lost (80 s; in a whole"
        + " run only where time remains)";
  }

  @Override
  public Duration latest() {
    return Duration.ofMinutes(8).plusSeconds(40);
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Map<Racer, Track> tracks = new EnumMap<>(Racer.class);
    try {
      for (Racer racer : Racer.values()) {
        if (racer.isInstalled()) {
          Track track = new Track(lab, racer.name().toLowerCase(Locale.ROOT));
          tracks.put(racer, track);
          racer.start(track);
        }
      }
      Thread.sleep(REHEARSAL.toMillis()); // meanwhile BFD comes up
      for (Track track : tracks.values()) {
        track.awaitFirst();
      }
      for (int i = 0; i < REPETITIONS; i++) {
        race(tracks, Duration.ofMillis(PROBE_MILLIS * i / REPETITIONS));
      }
    } finally {
      tracks.values().forEach(Track::close);
    }
    return rows();
  }

  /**
   * All are cut in all ways, each time at another moment between two probes: when a cut falls makes
   * more of a difference than who recovers from it.
   */
  private void race(Map<Racer, Track> tracks, Duration phase) throws Exception {
    for (Cut cut : Cut.values()) {
      for (Map.Entry<Racer, Track> each : tracks.entrySet()) {
        Racer racer = each.getKey();
        if (!isKnownToStay(racer, cut)) {
          turns.add(new Turn(racer, cut, each.getValue().lose(cut, phase)));
        }
      }
    }
  }

  /** Who asks nobody never learns that nobody answers: to see that once is enough. */
  private boolean isKnownToStay(Racer racer, Cut cut) {
    return racer == Racer.KERNEL && losses(racer, cut).stream().anyMatch(loss -> !loss.over());
  }

  private List<Loss> losses(Racer racer, Cut cut) {
    return turns.stream()
        .filter(turn -> turn.racer() == racer && turn.cut() == cut)
        .map(Turn::loss)
        .toList();
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (Cut cut : Cut.values()) {
      List<Loss> ours = losses(Racer.ROUTERD, cut);
      for (Racer peer : Racer.values()) {
        if (peer == Racer.ROUTERD) {
          continue;
        }
        rows.add(
            peer.isInstalled()
                ? Loss.row(cut, ours, peer.words(), losses(peer, cut))
                : Row.missing(id(), cut.words(), peer.words(), peer.how()));
      }
    }
    return rows;
  }
}
