package net.routerd.model.route;

/**
 * One change to the kernel's routes or rules. Every change is about objects that carry routerd's
 * own protocol number (RT-1).
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
}
