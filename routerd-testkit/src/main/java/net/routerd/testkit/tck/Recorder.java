package net.routerd.testkit.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteKey;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;

/** Keeps the snapshots as they are at the very moment at which a platform says "changed". */
final class Recorder implements PlatformListener {

  /** Both snapshots at one moment. */
  record Seen(Map<LinkName, Link> links, KernelView kernel) {

    static Seen of(Platform platform) {
      return new Seen(platform.links().current(), platform.routes().current());
    }

    List<ObservedRoute> at(RouteKey key) {
      return kernel.routes().stream().filter(r -> r.key().equals(key)).toList();
    }

    boolean holds(ObservedRoute route) {
      return at(route.key()).stream()
          .anyMatch(r -> r.action().equals(route.action()) && r.protocol() == route.protocol());
    }

    /** Returns a device's number; 0 where it is not there. */
    int index(LinkName name) {
      Link link = links.get(name);
      return link == null ? 0 : link.index();
    }

    boolean isUp(LinkName name) {
      Link link = links.get(name);
      return link != null && link.isUp();
    }
  }

  private final Platform platform;
  private final List<Seen> told = new ArrayList<>();
  private final List<PlatformException> failures = new ArrayList<>();
  private Runnable once = () -> {};

  Recorder(Platform platform) {
    this.platform = platform;
  }

  /** Has something done, once, by the thread that tells next, and while it tells. */
  synchronized void whenTold(Runnable task) {
    once = task;
  }

  @Override
  public void changed() {
    Seen now = Seen.of(platform);
    Runnable task;
    synchronized (this) {
      told.add(now);
      task = once;
      once = () -> {};
    }
    task.run();
  }

  @Override
  public synchronized void failed(PlatformException cause) {
    failures.add(cause);
  }

  synchronized List<Seen> told() {
    return List.copyOf(told);
  }

  synchronized List<PlatformException> failures() {
    return List.copyOf(failures);
  }
}
