package net.routerd.spi;

import java.util.List;

/**
 * One machine's links, routes, probes and time. Its methods are called by the engine's thread only;
 * but any thread may ask for its time, links and routes.
 */
public interface Platform extends AutoCloseable {

  /**
   * Returns the clocks.
   *
   * @return the time source
   */
  TimeSource time();

  /**
   * Returns the executor that the engine runs on; the same at every call.
   *
   * @return the executor
   */
  EngineExecutor executor();

  /**
   * Returns the devices.
   *
   * @return the link monitor
   */
  LinkMonitor links();

  /**
   * Returns the routes and rules.
   *
   * @return the route tables
   */
  RouteTables routes();

  /**
   * Returns what sends probes.
   *
   * @return the prober
   */
  Prober prober();

  /**
   * Looks at what the engine needs of the machine and of this process: privileges, settings, other
   * programs that change routes. Works at any access, before and after {@link #start}, and on any
   * thread; changes nothing.
   *
   * @return every thing that was looked at, each fine or with its mend, in a fixed order; nothing
   *     unless the platform implements it
   */
  default List<Diagnosis> diagnose() {
    return List.of();
  }

  /**
   * Reads both snapshots completely and begins to watch. When this returns, both are current.
   *
   * @param listener told of every later change
   * @throws PlatformException if the machine cannot be read
   */
  void start(PlatformListener listener);

  /**
   * Makes ready for the first failover, which would else run through code that never ran before and
   * take many times as long. Called once, with the first decision that leaves nothing open. A real
   * platform runs the rehearsal once, on a thread of its own, and may rehearse its own part; it
   * changes nothing, and may tell the listener though nothing has changed. Where time is virtual
   * there is nothing to gain, and by default nothing happens.
   *
   * @param decisions decides over and over what would be done if links were lost; takes at most ten
   *     seconds, and ends early when the engine is closed
   */
  default void rehearse(Runnable decisions) {}

  /**
   * Stops watching and probing, and releases everything but what stands in the kernel. Calling it
   * again does nothing.
   */
  @Override
  void close();
}
