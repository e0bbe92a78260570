package net.routerd.select;

import java.util.Map;
import java.util.OptionalLong;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.RoutePlan;
import org.jspecify.annotations.Nullable;

/**
 * What was decided ahead, for whoever is the first to learn that a device has lost its carrier: the
 * switch is made while the decision that it belongs to only begins. Immutable, so for any thread.
 * Not to be used any more once the next decision begins, or something else is known that it will be
 * made of.
 */
public final class Prepared {

  /** Nothing is known ahead. */
  public static final Prepared NOTHING = new Prepared(null, Map.of());

  private final @Nullable Situation situation;
  private final Map<LinkName, Foreseen> foreseen;

  /**
   * What will be decided.
   *
   * @param up the device before
   * @param plan see {@link Decision#plan}; nothing where more keys are wanted than by the last
   *     decision, as they are to be watched first (RT-1)
   * @param untilNanos when time alone may change it, on the monotonic clock; empty for never
   */
  record Foreseen(Link up, RoutePlan plan, OptionalLong untilNanos) {

    boolean holdsAt(long nanos) {
      return untilNanos.isEmpty() || nanos - untilNanos.getAsLong() < 0;
    }

    private boolean isOf(Link lost) {
      return !lost.carrier() && lost.equals(up.withoutCarrier(lost.operState()));
    }
  }

  Prepared(@Nullable Situation situation, Map<LinkName, Foreseen> foreseen) {
    this.situation = situation;
    this.foreseen = foreseen;
  }

  /**
   * Returns what is to be changed now.
   *
   * @param links the devices as they are
   * @param kernel the routes as they are
   * @param nanos the monotonic clock
   * @return what would be decided if nothing were new but that one device has lost its carrier;
   *     empty where it is something else that differs in these, or that was not decided ahead
   */
  public RoutePlan plan(Map<LinkName, Link> links, KernelView kernel, long nanos) {
    if (situation == null || !situation.seen().kernel().equals(kernel)) {
      return RoutePlan.EMPTY;
    }
    Link lost = situation.onlyOther(links);
    if (lost == null) {
      return RoutePlan.EMPTY;
    }
    Foreseen ready = foreseen.get(lost.name());
    return ready != null && ready.isOf(lost) && ready.holdsAt(nanos)
        ? ready.plan()
        : RoutePlan.EMPTY;
  }
}
