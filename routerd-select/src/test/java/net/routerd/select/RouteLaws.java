package net.routerd.select;

import static net.routerd.select.Seen.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.IpRoute;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.Reason;
import net.routerd.model.status.RouteStatus;

/** What holds of the wanted routes, of every plan and of the kernel under it. */
final class RouteLaws {

  private RouteLaws() {}

  /**
   * REF-4, REF-5, REF-6, RT-14: what follows a policy goes its way in that very decision; a gateway
   * that is known to be none makes a device route, and only a choice that is not there lets {@code
   * whenUnresolved} decide.
   */
  static final class RoutesAgreeWithTheirPolicy implements Law {
    @Override
    public void decided(Play play, Optional<Decision> before, Decision now) {
      for (EgressRoutePolicy policy : play.configuration().all(EgressRoutePolicy.class)) {
        PolicyStatus status = status(now, policy);
        for (IpRoute route : play.configuration().all(IpRoute.class)) {
          if (new ResourceIndex(play.configuration()).policiesBehind(route).contains(policy)) {
            agree(status, now, route);
          }
        }
      }
    }

    private static void agree(PolicyStatus policy, Decision now, IpRoute route) {
      List<RouteAction> actions =
          policy.destinationCidrs().stream()
              .map(prefix -> new RouteKey(route.table(), prefix, route.metric()))
              .flatMap(key -> now.routes().stream().filter(r -> r.key().equals(key)))
              .map(DesiredRoute::action)
              .toList();
      if (policy.selectedCandidate().isEmpty()) {
        switch (route.whenUnresolved()) {
          case KEEP -> assertThat(actions).allMatch(RouteAction.Forward.class::isInstance);
          case WITHDRAW -> assertThat(actions).isEmpty();
          case BLACKHOLE ->
              assertThat(actions)
                  .hasSize(policy.destinationCidrs().size())
                  .allMatch(RouteAction.Discard.class::isInstance);
        }
        return;
      }
      Reason reason = now.statuses().find(route.ref(), RouteStatus.class).orElseThrow().reason();
      assertThat(reason)
          .as("%s follows %s", route.ref(), policy.selectedCandidate())
          .isNotIn(Reason.KEPT, Reason.REFERENCE_UNRESOLVED, Reason.WITHDRAWN, Reason.BLACKHOLED);
      RouteAction way =
          new RouteAction.Forward(policy.selectedDevice(), policy.selectedGateway(), false);
      assertThat(actions)
          .as("%s follows %s", route.ref(), policy.selectedCandidate())
          .hasSize(policy.destinationCidrs().size())
          .allMatch(way::equals);
    }
  }

  /** RT-1: what is not ours stays, whatever is applied. */
  static final class ForeignRoutesStay implements Law {

    private List<ObservedRoute> foreign = List.of();

    @Override
    public void decided(Play play, Optional<Decision> before, Decision now) {
      foreign = play.world.kernel.routes.stream().filter(play::isForeign).toList();
    }

    @Override
    public void applied(Play play, Decision decision, RouteChange change) {
      assertThat(play.world.kernel.routes.stream().filter(play::isForeign))
          .as("foreign routes after %s", change)
          .containsExactlyElementsOf(foreign);
    }
  }

  /** RT-2: whatever has a route of ours and still wants one is never without, at no change. */
  static final class NoPrefixIsWithoutItsRoute implements Law {

    private record Place(RouteTable table, Cidr destination) {
      static Place of(RouteKey key) {
        return new Place(key.table(), key.destination());
      }
    }

    private final Set<Place> guarded = new HashSet<>();

    @Override
    public void decided(Play play, Optional<Decision> before, Decision now) {
      guarded.clear();
      guarded.addAll(standing(play));
      Set<Place> wanted =
          now.routes().stream()
              .map(DesiredRoute::key)
              .filter(key -> play.world.kernel.at(key).stream().noneMatch(play::isForeign))
              .map(Place::of)
              .collect(Collectors.toSet());
      guarded.retainAll(wanted);
    }

    @Override
    public void applied(Play play, Decision decision, RouteChange change) {
      assertThat(standing(play)).as("after %s", change).containsAll(guarded);
    }

    private static Set<Place> standing(Play play) {
      return play.world.kernel.routes.stream()
          .filter(route -> !play.isForeign(route))
          .map(route -> Place.of(route.key()))
          .collect(Collectors.toSet());
    }
  }

  /**
   * ENG-4, STA-1: where nothing is left to change, the kernel holds exactly what is wanted, but for
   * what waits for a device or stands against a foreign route; and its status says which.
   */
  static final class APlanLeadsThere implements Law {
    @Override
    public void decided(Play play, Optional<Decision> before, Decision now) {
      if (!now.plan().isEmpty() || !now.memory().settled()) {
        return;
      }
      List<ObservedRoute> ours =
          play.world.kernel.routes.stream().filter(r -> !play.isForeign(r)).toList();
      for (DesiredRoute wanted : now.routes()) {
        List<ObservedRoute> there =
            ours.stream().filter(r -> r.key().equals(wanted.key())).toList();
        if (isHindered(play, wanted)) {
          continue;
        }
        assertThat(there).as("at %s", wanted).singleElement().matches(wanted::isSatisfiedBy);
      }
      Set<RouteKey> keys = WatchedKeys.of(now.routes());
      Set<Cidr> hindered =
          now.routes().stream()
              .filter(wanted -> isHindered(play, wanted))
              .map(wanted -> wanted.key().destination())
              .collect(Collectors.toSet());
      assertThat(ours)
          .as("ours and not wanted")
          .allMatch(r -> keys.contains(r.key()) || hindered.contains(r.key().destination()));
      assertThat(play.world.kernel.rules).containsExactlyInAnyOrderElementsOf(now.rules());
    }

    /** Its device is missing or down, or the key is taken. */
    private static boolean isHindered(Play play, DesiredRoute wanted) {
      boolean taken = play.world.kernel.at(wanted.key()).stream().anyMatch(play::isForeign);
      return taken
          || wanted.action() instanceof RouteAction.Forward forward
              && forward.device().isPresent()
              && (!play.world.links.containsKey(forward.device().get())
                  || !play.world.links.get(forward.device().get()).adminUp());
    }
  }
}
