package net.routerd.samples.benchmarks;

import java.util.List;

/** One target of the table. */
interface Measurement {

  /** Returns its number, such as {@code P1}. */
  String id();

  /** Returns what is measured, in a few words. */
  String work();

  /** Measures, ours and the peers' in turn. */
  List<Row> run(Lab lab) throws Exception;
}
