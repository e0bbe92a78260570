package net.routerd.testkit.sim;

import java.util.List;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.RouteAction;

/** Where routes lead: by themselves, or through a nexthop object. */
final class Leading {

  private Leading() {}

  /** Tells whether a route leads on, and does not throw away what it matches. */
  static boolean on(RouteAction action) {
    return action instanceof RouteAction.Forward || action instanceof RouteAction.Through;
  }

  /** Returns the action of the object where a route goes through one that is there. */
  static RouteAction to(RouteAction action, List<ObservedNextHop> objects) {
    if (!(action instanceof RouteAction.Through(long id))) {
      return action;
    }
    for (ObservedNextHop object : objects) {
      if (object.id() == id) {
        return object.action();
      }
    }
    return action;
  }
}
