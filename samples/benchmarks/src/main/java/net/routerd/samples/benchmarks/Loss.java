package net.routerd.samples.benchmarks;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.routerd.samples.benchmarks.Figures.Unit;

/**
 * What one failover took of the traffic.
 *
 * @param packets how many were lost
 * @param over whether traffic flowed again at the end
 */
record Loss(long packets, boolean over) {

  /** Packets a second, so that each lost one stands for a tenth of a millisecond. */
  static final int RATE = 10_000;

  /** Reads how many were sent, how many came, and how many were sent after the last that came. */
  static Loss read(String line) {
    String[] counts = line.split(" ", -1);
    long sent = Long.parseLong(counts[0]);
    return new Loss(sent - Long.parseLong(counts[1]), Long.parseLong(counts[2]) < RATE / 20);
  }

  /**
   * A line of the table: ours beside a peer's, which either never moved the traffic or lost so
   * much. We may lose no more than it does, beyond the spread of this run: ours are more where our
   * median is above each of its losses, and its median below each of ours.
   */
  static Row row(Cut cut, List<Loss> ours, String peer, List<Loss> theirs) {
    boolean bothMoved = isOver(ours) && isOver(theirs);
    double mine = figures(ours).median();
    double its = figures(theirs).median();
    boolean apart = mine > figures(theirs).max() && its < figures(ours).min();
    boolean met = isOver(ours) && (!isOver(theirs) || !apart);
    return new Row(
        "race",
        "packets lost of 10k a second when " + cut.words(),
        say(ours),
        peer,
        say(theirs),
        bothMoved && its > 0 ? OptionalDouble.of(mine / its) : OptionalDouble.empty(),
        "not above",
        Optional.of(met));
  }

  private static boolean isOver(List<Loss> losses) {
    return losses.stream().filter(Loss::over).count() * 2 > losses.size();
  }

  private static String say(List<Loss> losses) {
    return isOver(losses)
        ? figures(losses).say(Unit.COUNT)
        : "never, within %d ms".formatted(Track.WINDOW_MILLIS);
  }

  private static Figures figures(List<Loss> losses) {
    Figures figures = new Figures();
    losses.forEach(loss -> figures.add((double) loss.packets()));
    return figures;
  }
}
