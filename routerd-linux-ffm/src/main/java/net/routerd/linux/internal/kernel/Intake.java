package net.routerd.linux.internal.kernel;

import net.routerd.linux.internal.netlink.NetlinkSource;

/**
 * Takes in what the kernel tells, on whichever thread needs it, and counts it. Its methods hold the
 * lock of the state.
 */
final class Intake {

  private static final int BATCH = 4096;

  /** So many datagrams for one waking are a storm: more will have come soon. */
  private static final int STORM = 8;

  private final NetlinkSource events;
  private final KernelState state;
  private int taken;
  private boolean looked;
  private boolean loss;
  private boolean news;

  Intake(NetlinkSource events, KernelState state) {
    this.events = events;
    this.state = state;
  }

  /** Takes in what is there; tells whether there may be more. */
  boolean drain() {
    synchronized (state) {
      for (int i = 0; i < BATCH; i++) {
        switch (events.receive()) {
          case DATAGRAM -> {
            taken++;
            news = true;
            loss |= state.take(events.frames());
          }
          case LOST -> state.suspectEverything();
          case NOTHING -> {
            return false;
          }
        }
      }
      return true;
    }
  }

  /** Whether anything was taken in since this was last asked. */
  boolean takeNews() {
    synchronized (state) {
      boolean was = news;
      news = false;
      return was;
    }
  }

  /** Whether the kernel may have taken routes away without telling since this was last taken. */
  boolean hasLoss() {
    synchronized (state) {
      return loss;
    }
  }

  /** The same; asked, it is over. */
  boolean takeLoss() {
    synchronized (state) {
      boolean was = loss;
      loss = false;
      return was;
    }
  }

  /** Somebody wanted to know at once. */
  void looked() {
    synchronized (state) {
      looked = true;
    }
  }

  /** The monitor's thread was woken. */
  void begin() {
    synchronized (state) {
      taken = 0;
    }
  }

  /**
   * Tells whether to let some gather before the next waking. In a storm the kernel would wake us
   * for every few of its messages, and whoever changes routes, we or another daemon, would pay for
   * that with a fifth of his speed; but nobody who wants to know at once is to wait for it.
   */
  boolean isStorm() {
    synchronized (state) {
      boolean storm = taken >= STORM && !looked;
      looked = false;
      return storm;
    }
  }
}
