package net.routerd.select.plan;

import java.util.List;
import java.util.Optional;
import net.routerd.model.route.RouteChange;
import net.routerd.select.Refusal;
import net.routerd.select.incremental.Graph;
import net.routerd.select.incremental.Inputs;

/**
 * Tells which changes are offered to the kernel: all, but for those that it refused lately (RT-10)
 * and those that somebody undoes again and again (RT-4), whose time has not come.
 */
public final class Offers {

  private final Graph graph;
  private final Inputs<Object, Refusal> refusals;
  private final Inputs<Object, Repairs.Fight> fights;

  /**
   * Makes one.
   *
   * @param graph tells the time
   * @param refusals what the kernel refused lately, by {@link Refusal#subject}
   * @param fights what somebody takes away again and again, by {@link Refusal#subject}
   */
  public Offers(
      Graph graph, Inputs<Object, Refusal> refusals, Inputs<Object, Repairs.Fight> fights) {
    this.graph = graph;
    this.refusals = refusals;
    this.fights = fights;
  }

  /** Adds a change to others unless it has to wait. */
  void offer(RouteChange change, List<RouteChange> changes) {
    Refusal refusal = refusals.get(Refusal.subject(change));
    boolean waits =
        refusal != null && refusal.change().equals(change) && !graph.isPast(refusal.retryAtNanos());
    if (!waits && fought(change).isEmpty()) {
      changes.add(change);
    }
  }

  /** Returns the fight over what a change would mend too soon (RT-4). */
  Optional<Repairs.Fight> fought(RouteChange change) {
    return fights
        .find(Refusal.subject(change))
        .filter(fight -> fight.isMendedBy(change) && !graph.isPast(fight.nextNanos()));
  }

  /** Returns what the kernel last refused of a subject. */
  Optional<Refusal> refusal(Object subject) {
    return refusals.find(subject);
  }
}
