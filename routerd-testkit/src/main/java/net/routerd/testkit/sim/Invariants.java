package net.routerd.testkit.sim;

import java.util.List;

/** What must hold at every instant of every run. */
public final class Invariants {

  private Invariants() {}

  /**
   * Makes the standard ones for one run.
   *
   * @return new invariants
   */
  public static List<Invariant> standard() {
    return List.of(
        new SelectionInvariant(),
        new VerdictInvariant(),
        new KeepInvariant(),
        new HoldInvariant(),
        new CarrierInvariant(),
        new ForeignInvariant(),
        new GapInvariant(),
        new OrderInvariant(),
        new RepairInvariant(),
        new StatusInvariant(),
        new ProbeInvariant(),
        new IdleInvariant(),
        new EventInvariant());
  }
}
