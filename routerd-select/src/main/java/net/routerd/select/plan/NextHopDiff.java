package net.routerd.select.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.RouteChange;
import net.routerd.select.Refusal;
import net.routerd.select.Refusal.NextHopId;

/**
 * What must change so that the kernel holds the wanted nexthop objects (RT-12). One of ours that is
 * not wanted goes only when no route uses it any more, neither ours nor one of others (RT-1): the
 * kernel would take the route with it.
 */
public final class NextHopDiff {

  private final KernelIndex kernel;
  private final NextHopBook wanted;
  private final Offers offers;
  private final BooleanSupplier mayDelete;

  /**
   * Makes one.
   *
   * @param kernel what the kernel holds
   * @param wanted what is wanted
   * @param offers which changes may be made now
   * @param mayDelete whether what is ours and not wanted may go: not before the first complete
   *     decision (RT-6)
   */
  public NextHopDiff(
      KernelIndex kernel, NextHopBook wanted, Offers offers, BooleanSupplier mayDelete) {
    this.kernel = kernel;
    this.wanted = wanted;
    this.offers = offers;
    this.mayDelete = mayDelete;
  }

  /**
   * What the kernel lacks of one object.
   *
   * @param stands whether it was read to lead its way
   * @param obstacle why routes cannot go through it now and are plain, empty where they can
   * @param changes what must change
   */
  public record At(boolean stands, Optional<String> obstacle, List<RouteChange> changes) {

    /** Copies the list. */
    public At {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Compares what is wanted at a number with what stands there.
   *
   * @param id the number
   * @return what the kernel lacks
   */
  public At at(long id) {
    Optional<ObservedNextHop> there = kernel.nextHops().at(id);
    Optional<NextHopObject> object = wanted.object(id);
    List<RouteChange> changes = new ArrayList<>();
    if (object.isPresent()) {
      boolean stands = there.filter(object.get()::isSatisfiedBy).isPresent();
      return stands
          ? new At(true, Optional.empty(), changes)
          : new At(false, mend(object.get(), there, changes), changes);
    }
    there
        .filter(hop -> kernel.isOurs(hop) && !kernel.nextHops().isUsed(id))
        .filter(hop -> hop.foreignUser().isEmpty()) // which would go with it (RT-1)
        .filter(hop -> mayDelete.getAsBoolean())
        .ifPresent(hop -> offers.offer(new RouteChange.DeleteNextHop(hop), changes));
    return new At(there.isPresent(), Optional.empty(), changes);
  }

  private Optional<String> mend(
      NextHopObject object, Optional<ObservedNextHop> there, List<RouteChange> changes) {
    RouteChange mend =
        there.isEmpty()
            ? new RouteChange.AddNextHop(object)
            : new RouteChange.ReplaceNextHop(object, there.get());
    Optional<Repairs.Fight> fight = offers.fought(mend);
    if (fight.isPresent()) {
      return Optional.of(fight.get().words());
    }
    offers.offer(mend, changes);
    return offers
        .refusal(new NextHopId(object.id()))
        .filter(refusal -> wish(refusal.change()).filter(object::equals).isPresent())
        .map(Refusal::answer);
  }

  private static Optional<NextHopObject> wish(RouteChange change) {
    return switch (change) {
      case RouteChange.AddNextHop add -> Optional.of(add.hop());
      case RouteChange.ReplaceNextHop replace -> Optional.of(replace.hop());
      default -> Optional.empty();
    };
  }
}
