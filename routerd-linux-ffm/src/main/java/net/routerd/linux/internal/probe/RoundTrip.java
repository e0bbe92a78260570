package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.ffm.Constants.SCM_TIMESTAMPNS;
import static net.routerd.linux.internal.ffm.Constants.SOL_SOCKET;
import static net.routerd.linux.internal.ffm.Constants.SO_TIMESTAMPNS;

import java.nio.ByteBuffer;
import java.time.Instant;
import net.routerd.linux.internal.ffm.ControlData;

/**
 * The time from a packet that was sent to its answer, by the stamp that the kernel puts on what it
 * receives: a late read is not latency. Then that of another packet.
 */
final class RoundTrip {

  /** Clocks may be read in any order: what the kernel's stamp may differ by. */
  private static final long SLACK_NANOS = 1_000_000;

  private static final int TIMESPEC = 16;

  private long started;
  private long startedWall; // nanoseconds of the clock that the kernel stamps by

  /** Has the kernel stamp what a socket receives. */
  static void stamp(PinnedSocket socket) {
    socket.set(SOL_SOCKET, SO_TIMESTAMPNS, 1);
  }

  /** A packet is about to be sent. */
  void begin() {
    Instant now = Instant.now();
    started = System.nanoTime();
    startedWall = now.getEpochSecond() * 1_000_000_000 + now.getNano();
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
    int stamp = ControlData.find(control, SOL_SOCKET, SCM_TIMESTAMPNS, TIMESPEC);
    if (stamp < 0) {
      return elapsed;
    }
    long byStamp =
        control.getLong(stamp) * 1_000_000_000 + control.getLong(stamp + 8) - startedWall;
    return byStamp < 0 || byStamp > elapsed + SLACK_NANOS ? elapsed : byStamp;
  }
}
