package net.routerd.api;

import java.time.Duration;
import java.util.List;
import net.routerd.api.internal.Engine;
import net.routerd.model.ConfigProblem;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.route.RoutePlan;
import net.routerd.model.status.ExternalStatus;
import net.routerd.model.status.StatusSnapshot;
import net.routerd.select.explain.Explanation;

/**
 * An engine that keeps the routes of one configuration in the kernel, and moves them when a path
 * dies or returns. All methods may be called from any thread, but not from a {@link
 * RouterdListener} where they say that they wait.
 *
 * <p>Closing keeps the routes (RT-7), as does a crash: the next start adopts them.
 */
public final class Routerd implements AutoCloseable {

  private final Engine engine;

  Routerd(Engine engine) {
    this.engine = engine;
  }

  /**
   * Starts to describe an engine.
   *
   * @return a builder
   */
  public static RouterdBuilder builder() {
    return new RouterdBuilder();
  }

  /**
   * Begins to watch, to probe and to keep routes. Returns after the first decision; its changes may
   * still be under way.
   *
   * @throws IllegalStateException if it was started before
   * @throws net.routerd.spi.PlatformException if the platform refuses, such as for missing
   *     privileges or because another engine runs with the same protocol number (ENG-6)
   */
  public void start() {
    engine.start();
  }

  /**
   * Puts another configuration in the place of the running one. What is equal in both is left alone
   * (RT-9).
   *
   * @param next the new configuration
   * @throws IllegalStateException if the engine does not run
   */
  public void reload(RouterConfig next) {
    engine.reload(next);
  }

  /**
   * Says what a configuration would change in the kernel now, and changes nothing (ENG-4). May be
   * called before {@link #start()}: the machine is then read once.
   *
   * @param next the configuration to try
   * @return the changes in order
   */
  public RoutePlan plan(RouterConfig next) {
    return engine.plan(next);
  }

  /**
   * Returns the statuses of all resources, as the last decision left them (STA-2).
   *
   * @return an immutable snapshot, empty before the start
   */
  public StatusSnapshot status() {
    return engine.status();
  }

  /**
   * Returns what is allowed in the running configuration and probably not meant: the {@linkplain
   * RouterConfig#warnings() warnings} of the configuration alone, and {@link
   * net.routerd.model.ProblemCode#CHECK_OUTSIDE_PATH} and {@link
   * net.routerd.model.ProblemCode#NEXTHOP_OBJECT_USED_BY_OTHERS} where the machine as it is now
   * shows them. A warning never keeps anything from working; looking at it costs about as much as a
   * decision.
   *
   * @return the warnings, each with its place where the configuration was read from text
   * @throws IllegalStateException if the engine does not run
   */
  public List<ConfigProblem> warnings() {
    return engine.warnings();
  }

  /**
   * Says why each candidate of a policy is selected or not now, and what would make it win (SEL-9).
   * Times that are left are those of this instant. {@link
   * net.routerd.select.explain.ExplanationTable} writes the answer as a table.
   *
   * @param policy the policy's name
   * @return one explanation for each candidate, in the order of the configuration
   * @throws RouterdException.UnknownPolicy if the running configuration has no such policy
   * @throws IllegalStateException if the engine does not run
   */
  public List<Explanation> explain(String policy) {
    return engine.explain(policy);
  }

  /**
   * Publishes the status of a resource of an external kind (RES-13). A field {@code expiresIn}
   * counts from this call, or from the start if that comes later: what is published before {@link
   * #start()} is known to the first decision, which a restart needs to stay on a leased path.
   *
   * @param resource the resource; it need not be declared in the configuration
   * @param status its status
   * @throws IllegalArgumentException if its kind is not registered as external
   */
  public void publish(ResourceRef resource, ExternalStatus status) {
    engine.publish(resource, status);
  }

  /**
   * Takes back a status that was published: the resource is then missing.
   *
   * @param resource the resource
   */
  public void unpublish(ResourceRef resource) {
    engine.unpublish(resource);
  }

  /**
   * Lets a candidate carry no traffic until its policy is released, such as before work on its line
   * (ENG-8). It is left at once, whatever the hysteresis, and is still probed. Where no other
   * candidate is ready, the policy has no choice and its routes follow {@code whenUnresolved}: with
   * {@code keep} the last one stays.
   *
   * <p>Several candidates may be drained; each again is no change. Shown as condition {@code
   * Drained} of the policy and as reason of the candidate. It is an order to this engine, not a
   * part of the configuration: it survives a reload that still has the policy and the candidate,
   * and neither {@link #close()} nor a crash. Waits for the decision; its changes may still be
   * under way.
   *
   * @param policy the policy's name
   * @param candidate the candidate's name
   * @throws RouterdException.UnknownPolicy if the running configuration has no such policy
   * @throws RouterdException.UnknownCandidate if the policy has no such candidate
   * @throws IllegalStateException if the engine does not run
   */
  public void drain(String policy, String candidate) {
    engine.drain(policy, candidate);
  }

  /**
   * Lets a candidate carry the traffic whatever its weight, as long as it is ready, until its
   * policy is released (ENG-8). While it is not ready the choice goes by weight, and returns to it
   * at once when it is. The last pin of a policy counts; one that is drained as well is not ready.
   * Shown as condition {@code Pinned} of the policy. For the rest it is as {@link #drain} says.
   *
   * @param policy the policy's name
   * @param candidate the candidate's name
   * @throws RouterdException.UnknownPolicy if the running configuration has no such policy
   * @throws RouterdException.UnknownCandidate if the policy has no such candidate
   * @throws IllegalStateException if the engine does not run
   */
  public void pin(String policy, String candidate) {
    engine.pin(policy, candidate);
  }

  /**
   * Takes back everything that was asked of a policy by {@link #drain} and {@link #pin}: all of its
   * candidates take part again by their weight (ENG-8). One that was drained comes back as any that
   * was not ready: it displaces a lighter one after the policy's hysteresis (SEL-4). Waits for the
   * decision.
   *
   * @param policy the policy's name
   * @throws RouterdException.UnknownPolicy if the running configuration has no such policy
   * @throws IllegalStateException if the engine does not run
   */
  public void release(String policy) {
    engine.release(policy);
  }

  /**
   * Waits until every resource is decided (CLI-5): every route is Installed or Failed, or Pending
   * with no check that it depends on Unknown.
   *
   * @param timeout how long to wait at most
   * @return true if everything is decided, false if the time ran out
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  public boolean awaitDecided(Duration timeout) throws InterruptedException {
    return engine.awaitDecided(timeout);
  }

  /**
   * Returns the state of the engine.
   *
   * @return the state
   */
  public EngineState state() {
    return engine.state();
  }

  /**
   * Returns how many turns the engine's loop has completed (ENG-7). While the loop lives the number
   * grows at least once a second, also when nothing happens; it stands still from when the loop has
   * died, or hangs in a call of the platform. A hardware watchdog ({@code /dev/watchdog}) is fed
   * from it: every few seconds, feed it if the number differs from the one at the last feed.
   *
   * <pre>{@code
   * long fed = 0;
   * while (true) {
   *   Thread.sleep(Duration.ofSeconds(5)); // a third of the watchdog's timeout, 2 seconds or more
   *   long alive = routerd.liveness();
   *   if (alive != fed) {
   *     watchdog.write('1');
   *     fed = alive;
   *   }
   * }
   * }</pre>
   *
   * <p>Never waits.
   *
   * @return a number that only grows, 0 before the start
   */
  public long liveness() {
    return engine.liveness();
  }

  /**
   * Ends the engine and waits for its end. Routes stay unless the builder asked to withdraw them
   * (RT-7). Calling it again does nothing.
   */
  @Override
  public void close() {
    engine.close();
  }
}
