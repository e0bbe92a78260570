package net.routerd.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import net.routerd.model.net.IpFamily;
import net.routerd.model.route.RouteKey;

/** The routes; those with one key are in the order in which the kernel asks them. */
final class KernelRoutes {

  /** The flags of RTM_NEWROUTE (linux/netlink.h). */
  enum Mode {
    /** NLM_F_CREATE and NLM_F_EXCL: {@code ip route add}. */
    ADD,
    /** NLM_F_CREATE and NLM_F_APPEND: {@code ip route append}. */
    APPEND,
    /** NLM_F_CREATE alone: {@code ip route prepend}. */
    PREPEND,
    /** NLM_F_REPLACE alone: {@code ip route change}. */
    CHANGE,
    /** NLM_F_CREATE and NLM_F_REPLACE: {@code ip route replace}. */
    REPLACE
  }

  private final List<KernelRoute> routes = new ArrayList<>();

  List<KernelRoute> all() {
    return routes;
  }

  List<KernelRoute> at(RouteKey key) {
    return routes.stream().filter(r -> r.key().equals(key)).toList();
  }

  /**
   * Puts a route in, as its mode says.
   *
   * @return what it took the place of: the first, and with IPv6 every other leg of a multipath
   *     route; nothing for an addition
   * @throws KernelRefusal if the mode does not allow it
   */
  List<KernelRoute> put(KernelRoute route, Mode mode) {
    List<KernelRoute> there = at(route.key());
    if (there.isEmpty()) {
      if (mode == Mode.CHANGE) {
        boolean v6 = route.key().family() == IpFamily.IPV6;
        throw new KernelRefusal(Errno.ENOENT, v6 ? "Can not replace route - no match found" : "");
      }
      routes.add(route);
      return List.of();
    }
    return switch (mode) {
      case ADD -> throw new KernelRefusal(Errno.EEXIST);
      case APPEND -> append(route, there);
      case PREPEND ->
          route.key().family() == IpFamily.IPV6
              ? append(route, there) // fib6_add_rt2node knows no other place
              : insert(route, there, routes.indexOf(there.getFirst()));
      case CHANGE, REPLACE -> replace(route, there);
    };
  }

  private List<KernelRoute> append(KernelRoute route, List<KernelRoute> there) {
    return insert(route, there, routes.lastIndexOf(there.getLast()) + 1);
  }

  private List<KernelRoute> insert(KernelRoute route, List<KernelRoute> there, int position) {
    if (there.contains(route)) {
      throw new KernelRefusal(Errno.EEXIST);
    }
    routes.add(position, route);
    return List.of();
  }

  /** The first of the key goes, whoever made it; IPv6 looks for one of its own sort first. */
  private List<KernelRoute> replace(KernelRoute route, List<KernelRoute> there) {
    List<KernelRoute> gone = new ArrayList<>(List.of(there.getFirst()));
    if (route.key().family() == IpFamily.IPV6) {
      List<KernelRoute> alike = there.stream().filter(r -> r.isLeg() == route.isLeg()).toList();
      if (!alike.isEmpty()) {
        gone = route.isLeg() ? alike : alike.subList(0, 1);
      }
    } else if (!route.equals(there.getFirst()) && there.contains(route)) {
      throw new KernelRefusal(Errno.EEXIST);
    }
    routes.set(routes.indexOf(gone.getFirst()), route);
    routes.removeAll(gone.subList(1, gone.size()));
    return gone;
  }

  /**
   * Deletes the first route that matches, as RTM_DELROUTE does; ESRCH if there is none. Of several
   * metrics the lowest is the first.
   */
  KernelRoute deleteFirst(Predicate<KernelRoute> which) {
    Optional<KernelRoute> found =
        routes.stream().filter(which).min(Comparator.comparingLong(r -> r.key().metric()));
    routes.remove(found.orElseThrow(() -> new KernelRefusal(Errno.ESRCH)));
    return found.get();
  }

  List<KernelRoute> deleteAll(Predicate<KernelRoute> which) {
    List<KernelRoute> gone = routes.stream().filter(which).toList();
    routes.removeAll(gone);
    return gone;
  }

  void edit(UnaryOperator<KernelRoute> edit) {
    routes.replaceAll(edit);
  }
}
