package net.routerd.samples.benchmarks;

import java.time.Duration;
import java.util.List;

/** One target of the table. */
interface Measurement {

  /** Returns its number, such as {@code P1}. */
  String id();

  /** Returns what is measured, in a few words. */
  String work();

  /** Returns how late in a run of everything it still begins, so that this ends in ten minutes. */
  default Duration latest() {
    return Duration.ofDays(1);
  }

  /** Measures, ours and the peers' in turn. */
  List<Row> run(Lab lab) throws Exception;
}
