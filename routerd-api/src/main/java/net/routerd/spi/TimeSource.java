package net.routerd.spi;

import java.time.Instant;

/** The clocks. May be read from any thread. */
public interface TimeSource {

  /** The clocks of this process: {@link System#nanoTime()} and {@link Instant#now()}. */
  TimeSource SYSTEM =
      new TimeSource() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public Instant wall() {
          return Instant.now();
        }
      };

  /**
   * Returns the monotonic clock.
   *
   * @return nanoseconds from an arbitrary origin; never steps
   */
  long nanos();

  /**
   * Returns the wall clock, which may step.
   *
   * @return the instant
   */
  Instant wall();
}
