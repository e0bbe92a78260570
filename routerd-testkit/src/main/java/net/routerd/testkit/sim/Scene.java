package net.routerd.testkit.sim;

import java.util.Map;
import java.util.Optional;
import net.routerd.api.Routerd;
import net.routerd.model.RouterConfig;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.KernelView;
import net.routerd.model.status.StatusSnapshot;
import net.routerd.testkit.FakeMachine;

/** What an invariant can look at, as it is at this very moment. */
public interface Scene {

  /**
   * Returns the time.
   *
   * @return the monotonic clock, in nanoseconds
   */
  long nanos();

  /**
   * Returns the machine; an invariant only looks at it.
   *
   * @return the machine, with its kernel
   */
  FakeMachine machine();

  /**
   * Returns the engine.
   *
   * @return the engine that runs, empty while none does
   */
  Optional<Routerd> engine();

  /**
   * Returns the configuration that is in force, or will be at the next start.
   *
   * @return the configuration
   */
  RouterConfig configuration();

  /**
   * Returns what the engine said last.
   *
   * @return its statuses, empty while none runs
   */
  StatusSnapshot status();

  /**
   * Returns the devices as the engine can know them.
   *
   * @return the last snapshot of its platform, empty while none runs
   */
  Map<LinkName, Link> links();

  /**
   * Returns routes and rules as the engine can know them.
   *
   * @return the last snapshot of its platform, empty while none runs
   */
  KernelView kernel();

  /**
   * Tells whether the probe loop runs.
   *
   * @return false while it stands still, and with it every probe (HC-3)
   */
  boolean isProbing();

  /**
   * Tells whether the engine waits for the kernel's answers.
   *
   * @return true while changes of the engine are under way
   */
  boolean isApplying();

  /**
   * Returns the number that marks what is the engine's.
   *
   * @return the protocol number
   */
  int protocol();

  /**
   * Reports that an invariant does not hold. The run ends; the first report counts.
   *
   * @param broken the invariant
   * @param how what was seen and what should have been
   */
  void violated(Invariant broken, String how);
}
