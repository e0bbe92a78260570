package net.routerd.api.internal;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.RoutePlan;
import net.routerd.select.Prepared;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.Platform;
import org.jspecify.annotations.Nullable;

/**
 * Makes a switch that was decided ahead (RFC 5714) on the thread that tells of the lost carrier,
 * while the engine's is still waking up. It owns nothing of the engine's (ENG-1): what may be done
 * here is left by the engine when it has decided, and withheld as soon as it knows of anything new.
 */
final class FastReroute {

  private final Platform platform;
  private Prepared prepared = Prepared.NOTHING;
  private @Nullable Sent sent;

  /**
   * What was done.
   *
   * @param links the devices for which it was
   * @param kernel the routes for which it was
   * @param results of the changes
   */
  record Sent(
      Map<LinkName, Link> links, KernelView kernel, CompletionStage<List<ApplyResult>> results) {}

  FastReroute(Platform platform) {
    this.platform = platform;
  }

  /** Leaves what may be done; on the engine's thread, when nothing is under way. */
  synchronized void leave(Prepared next) {
    if (sent == null) {
      prepared = next;
    }
  }

  /** Leaves nothing more to be done. */
  synchronized void withhold() {
    prepared = Prepared.NOTHING;
  }

  /** Leaves nothing more to be done, and returns what was done; null if nothing was. */
  synchronized @Nullable Sent takeBack() {
    Sent done = sent;
    sent = null;
    withhold();
    return done;
  }

  /** Does what was left, if it is time; on any thread. */
  synchronized void look() {
    if (prepared == Prepared.NOTHING) {
      return;
    }
    Map<LinkName, Link> links = platform.links().current();
    KernelView kernel = platform.routes().current();
    RoutePlan plan = prepared.plan(links, kernel, platform.time().nanos());
    if (!plan.isEmpty()) {
      withhold(); // first: what cannot be sent is not sent again
      sent = new Sent(links, kernel, platform.routes().apply(plan.changes()));
    }
  }
}
