package net.routerd.spi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;

/**
 * For platforms that offer nexthop objects (RT-12): the objects of which it is not known, within
 * one list of changes, that they are as they were wanted. A route that refers to one is not sent:
 * it would be refused with words about something else, or lead the way of whoever has put an object
 * of his own at that number. Made anew for each call of {@link RouteTables#apply}, and used by one
 * thread.
 */
public final class MissingObjects {

  private final Map<Long, ApplyResult> failures = new HashMap<>();

  /** Makes one for a list of changes, none of which was sent yet. */
  public MissingObjects() {}

  /**
   * Returns how many changes may be sent before the answers to them have to be known.
   *
   * @param changes in order, one or more
   * @param most the largest number
   * @return no more than that; where they install objects no more than those in a row
   */
  public static int together(List<RouteChange> changes, int most) {
    int count = 1;
    while (count < Math.min(changes.size(), most)
        && (object(changes.get(count - 1)).isEmpty() || object(changes.get(count)).isPresent())) {
      count++;
    }
    return count;
  }

  private static Optional<NextHopObject> object(RouteChange change) {
    return switch (change) {
      case RouteChange.AddNextHop add -> Optional.of(add.hop());
      case RouteChange.ReplaceNextHop replace -> Optional.of(replace.hop());
      default -> Optional.empty();
    };
  }

  private static Optional<DesiredRoute> route(RouteChange change) {
    return switch (change) {
      case RouteChange.AddRoute add -> Optional.of(add.route());
      case RouteChange.ReplaceRoute replace -> Optional.of(replace.route());
      default -> Optional.empty();
    };
  }

  /**
   * Takes in what became of a change.
   *
   * @param result any result, in the order of the changes
   */
  public void take(ApplyResult result) {
    Optional<NextHopObject> object = object(result.change());
    if (object.isPresent() && result instanceof ApplyResult.Applied) {
      failures.remove(object.get().id());
    } else if (object.isPresent()) {
      failures.put(object.get().id(), result);
    }
  }

  /**
   * Returns what becomes of a change without being sent.
   *
   * @param change the change that is next
   * @return Refused with the answer to its object, or Unknown as that; empty where it is to be sent
   */
  public Optional<ApplyResult> holdUp(RouteChange change) {
    if (failures.isEmpty()) {
      return Optional.empty();
    }
    return route(change)
        .map(DesiredRoute::action)
        .filter(RouteAction.Through.class::isInstance)
        .map(action -> failures.get(((RouteAction.Through) action).id()))
        .map(
            failure ->
                failure instanceof ApplyResult.Refused no
                    ? new ApplyResult.Refused(
                        change,
                        no.errno(),
                        no.errnoName(),
                        "not sent, as its nexthop object was refused: " + no.kernelText())
                    : new ApplyResult.Unknown(change));
  }
}
