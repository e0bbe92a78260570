package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.SCM_TIMESTAMPNS;
import static net.routerd.linux.internal.ffm.Constants.SOL_SOCKET;
import static net.routerd.linux.internal.ffm.Constants.SO_TIMESTAMPNS;

import java.nio.ByteBuffer;
import java.time.Instant;
import net.routerd.linux.internal.ffm.ControlData;

/**
 * The time from a packet that was sent to its answer, by the stamp that the kernel puts on what it
 * receives: a late read is not latency.
 *
 * @param started when it was sent, on the monotonic clock
 * @param startedWall the same on the wall clock, which the kernel stamps by; nanoseconds
 */
record RoundTrip(long started, long startedWall) {

  /** Clocks may be read in any order: what the kernel's stamp may differ by. */
  private static final long SLACK_NANOS = 1_000_000;

  /** Has the kernel stamp what a socket receives. */
  static void stamp(PinnedSocket socket) {
    socket.set(SOL_SOCKET, SO_TIMESTAMPNS, 1);
  }

  static RoundTrip begin() {
    Instant now = Instant.now();
    return new RoundTrip(System.nanoTime(), now.getEpochSecond() * 1_000_000_000 + now.getNano());
  }

  /** Returns the time until now. */
  long nanos() {
    return System.nanoTime() - started;
  }

  /**
   * Returns the time to the kernel's receive stamp; to now, where there is none or the wall clock
   * was set in between.
   *
   * @param control the control data of what was received
   */
  long nanos(ByteBuffer control) {
    long elapsed = nanos();
    ByteBuffer stamp = ControlData.find(control, SOL_SOCKET, SCM_TIMESTAMPNS);
    if (stamp.remaining() < 16) {
      return elapsed;
    }
    long byStamp = stamp.getLong(0) * 1_000_000_000 + stamp.getLong(8) - startedWall;
    return byStamp < 0 || byStamp > elapsed + SLACK_NANOS ? elapsed : byStamp;
  }
}
