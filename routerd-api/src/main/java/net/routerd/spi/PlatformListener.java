package net.routerd.spi;

/** Told by a platform, on a thread of the platform that holds no lock; returns at once. */
public interface PlatformListener {

  /**
   * Links or routes have changed; the snapshots hold the new state already. Several changes may be
   * told once, and it may be told though nothing has changed: whoever is told looks (ENG-3). Where
   * a switch was decided ahead for what has changed, {@link RouteTables#apply} is called from here.
   */
  void changed();

  /**
   * The platform can no longer watch the machine.
   *
   * @param cause why
   */
  void failed(PlatformException cause);
}
