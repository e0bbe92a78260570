package net.routerd.testkit.tck;

import net.routerd.spi.PlatformProvider;

/**
 * What an implementer writes: a world, and the platform in it.
 *
 * @param <W> the world
 */
public interface PlatformUnderTest<W extends World> {

  /**
   * Makes a world without any device but loopback. Called once for each rule, which closes it.
   *
   * @return a new world, apart from all others
   */
  W world();

  /**
   * Returns what opens the platform in a world.
   *
   * @param world a world that {@link #world} returned
   * @return the provider; every platform that it opens has been closed before the world is
   */
  PlatformProvider provider(W world);
}
