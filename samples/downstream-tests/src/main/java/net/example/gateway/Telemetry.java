package net.example.gateway;

import java.util.concurrent.atomic.AtomicLong;

/** What a gateway reports to its operator about routes; for any thread. */
public final class Telemetry {

  private final AtomicLong applied = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  /** Makes one that has counted nothing. */
  public Telemetry() {}

  void count(boolean wasApplied) {
    (wasApplied ? applied : refused).incrementAndGet();
  }

  /**
   * Returns how many changes of routes and rules the kernel took.
   *
   * @return the count since the start
   */
  public long applied() {
    return applied.get();
  }

  /**
   * Returns how many changes of routes and rules the kernel did not take.
   *
   * @return the count since the start
   */
  public long refused() {
    return refused.get();
  }
}
