package net.routerd.testkit.sim;

import net.routerd.spi.Platform;
import net.routerd.testkit.FakeMachine;

/**
 * Puts something between the engine and its platform: a platform of one's own on the fake machine,
 * or a defect that the invariants must find.
 */
@FunctionalInterface
public interface Tampering {

  /**
   * Returns what the engine gets for its platform.
   *
   * @param platform the platform as it is
   * @param machine the machine beneath
   * @return the platform that the engine talks to; the same one for no tampering
   */
  Platform with(Platform platform, FakeMachine machine);
}
