package net.routerd.testkit;

import java.util.Optional;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteType;

/** Which routes some words of ip-route(8) are about; what is left out matches any. */
record RouteQuery(IpWords words) {

  private static final int ANY = -1;

  static RouteQuery parse(String text) {
    return new RouteQuery(IpWords.parse(text));
  }

  boolean matches(ObservedRoute route) {
    return route.key().table().equals(words.table())
        && route.key().destination().equals(words.destination())
        && isAnyOr(words.numberAfter("metric", ANY), route.key().metric())
        && isAnyOr(words.protocol(ANY), route.protocol())
        && isAnyOr(words.addressAfter("src"), route.preferredSource())
        && leadsThere(route.action());
  }

  private boolean leadsThere(RouteAction action) {
    return switch (action) {
      case RouteAction.Forward way ->
          words.type() == RouteType.UNICAST
              && isAnyOr(words.deviceAfter("dev"), way.device())
              && isAnyOr(words.addressAfter("via"), way.gateway())
              && (way.onlink() || !words.onlink())
              && words.numberAfter("nhid", ANY) == ANY;
      case RouteAction.Discard(RouteType type) -> words.type() == type;
      case RouteAction.Through(long id) ->
          isWithoutNextHop() && isAnyOr(words.numberAfter("nhid", ANY), id);
      case RouteAction.Other other -> isWithoutNextHop() && words.numberAfter("nhid", ANY) == ANY;
    };
  }

  private boolean isWithoutNextHop() {
    return words.type() == RouteType.UNICAST
        && words.deviceAfter("dev").isEmpty()
        && words.addressAfter("via").isEmpty();
  }

  private static boolean isAnyOr(long wanted, long seen) {
    return wanted == ANY || wanted == seen;
  }

  private static <T> boolean isAnyOr(Optional<T> wanted, Optional<T> seen) {
    return wanted.isEmpty() || wanted.equals(seen);
  }
}
