package net.routerd.testkit;

import java.util.List;
import java.util.Optional;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteAction.Discard;
import net.routerd.model.route.RouteAction.Forward;
import net.routerd.model.route.RouteAction.Through;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteChange.AddNextHop;
import net.routerd.model.route.RouteChange.AddRoute;
import net.routerd.model.route.RouteChange.AddRule;
import net.routerd.model.route.RouteChange.DeleteNextHop;
import net.routerd.model.route.RouteChange.DeleteRoute;
import net.routerd.model.route.RouteChange.DeleteRule;
import net.routerd.model.route.RouteChange.ReplaceNextHop;
import net.routerd.model.route.RouteChange.ReplaceRoute;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteType;
import net.routerd.testkit.KernelChange.By;

/** Turns an engine's changes into what a platform asks of the kernel. */
final class KernelWriter {

  private final FakeKernel kernel;
  private final int protocol;

  KernelWriter(FakeKernel kernel, int protocol) {
    this.kernel = kernel;
    this.protocol = protocol;
  }

  /** Writes a change; throws KernelRefusal, but not for the deletion of what is already gone. */
  void write(RouteChange change) {
    switch (change) {
      case AddRoute(DesiredRoute route) ->
          kernel.put(By.ENGINE, route(route), KernelRoutes.Mode.ADD);
      case ReplaceRoute(DesiredRoute route, ObservedRoute was) -> replace(route);
      case DeleteRoute(ObservedRoute route) -> delete(route);
      case AddRule add -> kernel.addRule(By.ENGINE, add.rule(), protocol);
      case DeleteRule delete -> deleteRule(delete);
      case AddNextHop(NextHopObject hop) -> kernel.hops().add(By.ENGINE, hop(hop));
      case ReplaceNextHop(NextHopObject hop, ObservedNextHop was) -> replace(hop);
      case DeleteNextHop(ObservedNextHop hop) -> delete(hop.id());
    }
  }

  /**
   * The kernel would replace the first route of the key, whoever made it; a platform may not. Where
   * nothing stands any more, it adds.
   */
  private void replace(DesiredRoute route) {
    List<ObservedRoute> there = kernel.at(route.key());
    for (ObservedRoute other : there) {
      if (other.protocol() != protocol) {
        throw new KernelRefusal(Errno.EEXIST, "not ours: " + other);
      }
    }
    kernel.put(
        By.ENGINE,
        route(route),
        there.isEmpty() ? KernelRoutes.Mode.ADD : KernelRoutes.Mode.REPLACE);
  }

  private void delete(ObservedRoute route) {
    RouteKey key = route.key();
    Optional<Forward> forward = forward(route.action());
    Optional<RouteType> type =
        switch (route.action()) {
          case Forward f -> Optional.of(RouteType.UNICAST);
          case Discard(RouteType discard) -> Optional.of(discard);
          case RouteAction.Other other -> Optional.empty();
          case Through through -> Optional.empty();
        };
    try {
      kernel.delete(
          By.ENGINE,
          new RouteSelector(
              key.table(),
              key.destination(),
              key.metric(),
              type,
              forward
                  .flatMap(Forward::device)
                  .flatMap(kernel::device)
                  .map(FakeDevice::index)
                  .orElse(0),
              forward.flatMap(Forward::gateway),
              protocol,
              object(route.action())));
    } catch (KernelRefusal refusal) {
      if (refusal.errno() != Errno.ESRCH) {
        throw refusal;
      }
    }
  }

  private void deleteRule(DeleteRule delete) {
    try {
      kernel.deleteRule(By.ENGINE, delete.rule(), protocol);
    } catch (KernelRefusal refusal) {
      if (refusal.errno() != Errno.ENOENT) {
        throw refusal;
      }
    }
  }

  private void replace(NextHopObject hop) {
    if (guarded(hop.id()).isPresent()) {
      kernel.hops().replace(By.ENGINE, hop(hop));
    } else {
      kernel.hops().add(By.ENGINE, hop(hop));
    }
  }

  private void delete(long id) {
    if (guarded(id).isPresent()) {
      kernel.hops().foreignUser(id, protocol).ifPresent(KernelWriter::refuseInUse);
      kernel.hops().delete(By.ENGINE, id);
    }
  }

  private static void refuseInUse(String user) {
    throw new KernelRefusal(Errno.EBUSY, "used by what is not ours: " + user);
  }

  /** The kernel would change or delete anybody's object; a platform may not. */
  private Optional<KernelHop> guarded(long id) {
    Optional<KernelHop> there = kernel.hops().find(id);
    if (there.filter(h -> h.protocol() != protocol).isPresent()) {
      throw new KernelRefusal(Errno.EEXIST, "not ours: nexthop id " + id);
    }
    return there;
  }

  private KernelHop hop(NextHopObject wanted) {
    Forward hop = wanted.hop();
    return new KernelHop(
        wanted.id(),
        wanted.family(),
        RouteType.UNICAST,
        hop.device().map(this::index).orElse(0),
        hop.gateway(),
        hop.onlink(),
        protocol);
  }

  private static long object(RouteAction action) {
    return action instanceof Through through ? through.id() : KernelRoute.NO_OBJECT;
  }

  private KernelRoute route(DesiredRoute wanted) {
    RouteType type =
        wanted.action() instanceof Discard(RouteType discard) ? discard : RouteType.UNICAST;
    Optional<Forward> forward = forward(wanted.action());
    Optional<IpAddress> gateway = forward.flatMap(Forward::gateway);
    return new KernelRoute(
        wanted.key(),
        type,
        forward.flatMap(Forward::device).map(this::index).orElse(0),
        gateway,
        forward.filter(Forward::onlink).isPresent(),
        wanted.preferredSource(),
        protocol,
        object(wanted.action()));
  }

  private static Optional<Forward> forward(RouteAction action) {
    return action instanceof Forward forward ? Optional.of(forward) : Optional.empty();
  }

  private int index(LinkName device) {
    return kernel
        .device(device)
        .orElseThrow(() -> new KernelRefusal(Errno.ENODEV, "no device " + device))
        .index();
  }
}
