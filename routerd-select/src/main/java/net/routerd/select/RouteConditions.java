package net.routerd.select;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import net.routerd.model.IpRoute;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteType;
import net.routerd.model.status.Condition;
import net.routerd.model.status.Reason;
import net.routerd.select.plan.KeyState;
import net.routerd.select.plan.NextHopUse;
import net.routerd.select.plan.Repairs;
import net.routerd.select.plan.RouteIntent;
import net.routerd.select.plan.Shadows;

/** What a person should know about a route although it works, with its mend. */
final class RouteConditions {

  private final Evaluation evaluation;
  private final Outcomes outcomes;
  private final OptionalInt minDestinations;
  private final Shadows shadows;

  RouteConditions(Evaluation evaluation, Outcomes outcomes, Settings settings) {
    this.evaluation = evaluation;
    this.outcomes = outcomes;
    minDestinations = settings.nextHopObjects();
    shadows = new Shadows(evaluation.kernel, evaluation.sources.links);
  }

  List<Condition> of(RouteIntent intent) {
    List<Condition> conditions = new ArrayList<>();
    conditions.addAll(each(Reason.OWNERSHIP_CONFLICT, intent, this::fight));
    first(Reason.SHADOWED, intent, this::shadow).ifPresent(conditions::add);
    standby(intent).ifPresent(conditions::add);
    nextHopObject(intent).ifPresent(conditions::add);
    return conditions;
  }

  private static List<Condition> each(
      Reason reason, RouteIntent intent, Function<DesiredRoute, Optional<String>> find) {
    return intent.routes().stream()
        .flatMap(wanted -> find.apply(wanted).stream())
        .map(message -> new Condition(reason, message))
        .toList();
  }

  private static Optional<Condition> first(
      Reason reason, RouteIntent intent, Function<DesiredRoute, Optional<String>> find) {
    return intent.routes().stream()
        .flatMap(wanted -> find.apply(wanted).stream())
        .findFirst()
        .map(message -> new Condition(reason, message));
  }

  private Optional<String> fight(DesiredRoute wanted) {
    return evaluation.sources.fights.find(wanted.key()).map(Repairs.Fight::words);
  }

  private Optional<String> shadow(DesiredRoute wanted) {
    return outcomes.state(wanted.key()) instanceof KeyState.Installed
        ? shadows.of(wanted.key())
        : Optional.empty();
  }

  /** RT-11. */
  private Optional<Condition> standby(RouteIntent intent) {
    IpRoute route = intent.resource();
    if (!route.standby()) {
      return Optional.empty();
    }
    List<DesiredRoute> standby = evaluation.standbyRoutes.of(route);
    Optional<String> missing =
        standby.isEmpty()
            ? Optional.of("no other candidate with a device of its own is ready")
            : standby.stream().flatMap(r -> missing(r).stream()).findFirst();
    return missing
        .map(why -> new Condition(Reason.STANDBY_MISSING, "nothing stands by: " + why))
        .or(() -> linkdown(intent));
  }

  private Optional<String> missing(DesiredRoute standby) {
    return switch (outcomes.state(standby.key())) {
      case KeyState.Installed installed -> Optional.empty();
      case KeyState.Installing installing -> Optional.empty();
      case KeyState.Waiting waiting -> Optional.of(waiting.why());
      case KeyState.Conflict conflict ->
          Optional.of(
              "a route that is not ours has its key: "
                  + conflict.other()
                  + "; remove it, or set another standbyMetric");
      case KeyState.Contested contested -> Optional.of(contested.fight());
      case KeyState.Refused refused -> Optional.of(refused.answer());
      case null -> Optional.of("another route resource has its key " + standby.key());
    };
  }

  private Optional<Condition> linkdown(RouteIntent intent) {
    IpRoute route = intent.resource();
    if (goesThroughObject(intent)) {
      return Optional.empty(); // the kernel takes an object and its routes away with the carrier
    }
    return intent
        .device()
        .flatMap(evaluation.sources.links::find)
        .filter(link -> !link.ignoreRoutesWithLinkdown().contains(route.family()))
        .map(Link::name)
        .map(device -> new Condition(Reason.LINKDOWN_ROUTES_USED, linkdown(route, device)));
  }

  private static String linkdown(IpRoute route, LinkName device) {
    return "the kernel goes on using the route when "
        + device
        + " loses its carrier, whatever stands by; set net."
        + route.family()
        + ".conf."
        + device
        + ".ignore_routes_with_linkdown=1 (ip-sysctl)";
  }

  private static NextHopUse primary(RouteIntent intent) {
    return new NextHopUse(intent.resource().ref(), NextHopUse.Role.PRIMARY);
  }

  private boolean goesThroughObject(RouteIntent intent) {
    return outcomes.nextHops().allotted(primary(intent)).isPresent()
        && outcomes.nextHopObstacle(primary(intent)).isEmpty();
  }

  /** RT-12. */
  private Optional<Condition> nextHopObject(RouteIntent intent) {
    boolean asked =
        intent.resource().type() == RouteType.UNICAST
            && minDestinations.isPresent()
            && intent.routes().size() >= minDestinations.getAsInt();
    if (!asked) {
      return Optional.empty();
    }
    return switch (evaluation.kernel.nextHopSupport()) {
      case UNSUPPORTED ->
          Optional.of(
              new Condition(
                  Reason.NEXTHOP_OBJECTS_UNSUPPORTED,
                  "the kernel has no nexthop objects, so that a switch changes every route; use"
                      + " Linux 5.3 or newer"));
      case COMPAT_MODE ->
          Optional.of(
              new Condition(
                  Reason.NEXTHOP_COMPAT_MODE,
                  "nexthop objects are not used, as the kernel would tell every route of a change;"
                      + " set net.ipv4.nexthop_compat_mode=0 (ip-sysctl)"));
      case OFFERED ->
          goesThroughObject(intent)
              ? Optional.of(
                  new Condition(
                      Reason.NEXTHOP_OBJECT_FRAGILE,
                      "the routes share a nexthop object, which the kernel deletes with all of"
                          + " them when the device loses its carrier, even for an instant; they"
                          + " come back only while this program runs"))
              : outcomes.nextHopObstacle(primary(intent)).map(RouteConditions::objectMissing);
    };
  }

  private static Condition objectMissing(String why) {
    return new Condition(
        Reason.NEXTHOP_OBJECT_MISSING,
        "a switch changes every route, until their nexthop object can be had: " + why);
  }
}
