package net.routerd.select;

import java.util.OptionalLong;
import net.routerd.model.RouterConfig;
import org.jspecify.annotations.Nullable;

/**
 * Decides the same as {@link Decider}, at the cost of what has changed since the last decision:
 * what was worked out is kept, together with what it was worked out from, and is worked out again
 * only when that is another (REF-6). A decision that does not go on from the last one (another
 * configuration, another memory, an earlier time) starts afresh. For one thread.
 */
public final class IncrementalDecider {

  private final Settings settings;
  private final Foresight foresight;
  private @Nullable DecisionGraph graph;
  private long evaluations;

  /**
   * Makes one that has decided nothing yet.
   *
   * @param settings what the embedding program sets beside the configuration
   */
  public IncrementalDecider(Settings settings) {
    this.settings = settings;
    foresight = new Foresight(settings);
  }

  /**
   * Decides.
   *
   * @param configuration what is wanted
   * @param observations what is known of the world; parts that are the same objects as at the last
   *     decision are not looked at again
   * @param memory what the last decision left, {@link Memory#EMPTY} at the start
   * @param now the time
   * @param urgent told what is to change in the kernel, as soon as that is decided
   * @return all that follows, equal to what {@link Decider#decide} returns
   */
  public Decision decide(
      RouterConfig configuration,
      Observations observations,
      Memory memory,
      Moment now,
      Urgent urgent) {
    DecisionGraph going = graph;
    graph = null; // what fails half way is not gone on with
    if (going == null || !going.goesOn(configuration, memory, now)) {
      going = new DecisionGraph(configuration, settings, memory, now);
    }
    long before = going.evaluations();
    Decision decision = going.decide(observations, now, urgent);
    evaluations = going.evaluations() - before;
    foresight.decided(configuration, observations, decision, now);
    graph = going;
    return decision;
  }

  /**
   * Decides, where nothing is done with a part before the whole is there.
   *
   * @param configuration what is wanted
   * @param observations what is known of the world
   * @param memory what the last decision left
   * @param now the time
   * @return the same
   */
  public Decision decide(
      RouterConfig configuration, Observations observations, Memory memory, Moment now) {
    return decide(configuration, observations, memory, now, Urgent.NOBODY);
  }

  /**
   * Decides ahead, for one device that routes of ours lead out by, what would change in the kernel
   * if it lost its carrier: {@link #prepared} then holds it. Costs one decision from scratch, or
   * nothing where it is not time for it, or where more than 256 resources and routes are
   * configured, wanted or stand.
   *
   * @param now the time
   */
  public void lookAhead(Moment now) {
    foresight.look(now);
  }

  /**
   * Returns from when on {@link #lookAhead} has something to do: 20 ms after a decision that
   * changed something, and 20 ms after the last look. Another decision may change it.
   *
   * @return a time on the monotonic clock in nanoseconds, empty for never
   */
  public OptionalLong lookAheadNanos() {
    return foresight.dueNanos();
  }

  /**
   * Returns what was decided ahead up to now.
   *
   * @return what may be used until the next decision begins
   */
  public Prepared prepared() {
    return foresight.prepared();
  }

  /** Returns how many values the last decision worked out. */
  long evaluations() {
    return evaluations;
  }
}
