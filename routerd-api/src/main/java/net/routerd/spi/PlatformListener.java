package net.routerd.spi;

/** Told by a platform, on a thread of the platform; returns at once. */
public interface PlatformListener {

  /**
   * Links or routes have changed; the snapshots hold the new state already. Several changes may be
   * told once, and none may be: it does no harm (ENG-3).
   */
  void changed();

  /**
   * The platform can no longer watch the machine.
   *
   * @param cause why
   */
  void failed(PlatformException cause);
}
