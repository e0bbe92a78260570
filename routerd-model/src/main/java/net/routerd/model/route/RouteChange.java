package net.routerd.model.route;

/**
 * One change to the kernel's routes, rules or nexthop objects. Every change is about objects that
 * carry routerd's own protocol number (RT-1).
 */
public sealed interface RouteChange {

  /**
   * Installs a route where no route has its key; refused with EEXIST if one has.
   *
   * @param route what to install
   */
  record AddRoute(DesiredRoute route) implements RouteChange {
    @Override
    public String toString() {
      return "add " + route;
    }
  }

  /**
   * Puts a route in the place of one of ours with the same key, in one step, so that no packet
   * finds the place empty (RT-2).
   *
   * @param route what to install
   * @param was what stands there
   */
  record ReplaceRoute(DesiredRoute route, ObservedRoute was) implements RouteChange {
    @Override
    public String toString() {
      return "replace " + route + " (was " + was.action() + ")";
    }
  }

  /**
   * Takes away a route of ours.
   *
   * @param route what to delete
   */
  record DeleteRoute(ObservedRoute route) implements RouteChange {
    @Override
    public String toString() {
      return "delete " + route;
    }
  }

  /**
   * Installs a rule.
   *
   * @param rule what to install
   */
  record AddRule(RouteRule rule) implements RouteChange {
    @Override
    public String toString() {
      return "add rule " + rule;
    }
  }

  /**
   * Takes away a rule of ours.
   *
   * @param rule what to delete
   */
  record DeleteRule(RouteRule rule) implements RouteChange {
    @Override
    public String toString() {
      return "delete rule " + rule;
    }
  }

  /**
   * Makes a nexthop object where none has its number; refused with EEXIST if one has.
   *
   * @param hop what to make
   */
  record AddNextHop(NextHopObject hop) implements RouteChange {
    @Override
    public String toString() {
      return "add " + hop;
    }
  }

  /**
   * Puts another next hop into one of our nexthop objects, in one step for all routes that use it
   * (RT-2, RT-12).
   *
   * @param hop what it shall be
   * @param was what it is
   */
  record ReplaceNextHop(NextHopObject hop, ObservedNextHop was) implements RouteChange {
    @Override
    public String toString() {
      return "replace " + hop + " (was " + was.action() + ")";
    }
  }

  /**
   * Takes away a nexthop object of ours. The kernel takes away with it every route that uses it.
   *
   * @param hop what to delete
   */
  record DeleteNextHop(ObservedNextHop hop) implements RouteChange {
    @Override
    public String toString() {
      return "delete " + hop;
    }
  }
}
