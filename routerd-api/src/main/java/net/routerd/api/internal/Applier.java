package net.routerd.api.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import net.routerd.api.OnClose;
import net.routerd.api.RouterdEvent;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RoutePlan;
import net.routerd.select.Settings;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.Platform;
import net.routerd.spi.TimeSource;
import org.jspecify.annotations.Nullable;

/** Has plans carried out, and tells what became of each change; on the engine's thread. */
final class Applier {

  private static final Logger LOG = System.getLogger("net.routerd");

  private final Platform platform;
  private final LoopGuard executor;
  private final TimeSource time;
  private final Consumer<RouterdEvent> events;
  private final Consumer<ApplyResult> answered;
  private final Runnable readBack;
  private boolean applying;
  private CompletionStage<?> underway = CompletableFuture.completedStage(List.of());

  /**
   * Makes one.
   *
   * @param platform carries plans out
   * @param executor the engine's thread
   * @param events told of what was applied or refused
   * @param answered told each answer, before the next decision
   * @param readBack decides again on what stands then
   */
  Applier(
      Platform platform,
      LoopGuard executor,
      Consumer<RouterdEvent> events,
      Consumer<ApplyResult> answered,
      Runnable readBack) {
    this.platform = platform;
    this.executor = executor;
    this.time = platform.time();
    this.events = events;
    this.answered = answered;
    this.readBack = readBack;
  }

  /**
   * Applies a plan, one at a time: what is decided meanwhile is planned anew from what was read
   * back.
   */
  void apply(RoutePlan plan) {
    if (!applying && !plan.isEmpty()) {
      follow(platform.routes().apply(plan.changes()));
    }
  }

  /** Tells whether a plan is under way. */
  boolean isApplying() {
    return applying;
  }

  /** Waits for a plan that is under way as for one of its own. */
  void follow(CompletionStage<List<ApplyResult>> results) {
    applying = true;
    underway = results;
    results.whenComplete((all, failed) -> executor.execute(() -> applied(all, failed)));
  }

  private void applied(List<ApplyResult> results, @Nullable Throwable failed) {
    if (failed != null) { // nobody knows what stands in the kernel, and nobody would try again
      throw new IllegalStateException("applying changes failed", failed);
    }
    applying = false;
    boolean unknown = false;
    for (ApplyResult result : results) {
      answered.accept(result);
      unknown |= result instanceof ApplyResult.Unknown;
      tell(result);
    }
    if (unknown) {
      platform.routes().refresh();
    }
    readBack.run();
  }

  private void tell(ApplyResult result) {
    switch (result) {
      case ApplyResult.Applied applied ->
          events.accept(new RouterdEvent.ChangeApplied(time.wall(), applied.change()));
      case ApplyResult.Refused refused -> {
        String answer = Refusals.answer(refused);
        LOG.log(Level.WARNING, "refused: " + answer);
        events.accept(new RouterdEvent.ChangeRefused(time.wall(), refused.change(), answer));
      }
      case ApplyResult.Unknown unknown ->
          LOG.log(Level.WARNING, "no answer to " + unknown.change() + "; reading back");
    }
  }

  /**
   * Takes away the probe paths (PATH-1), and all else of ours where asked (RT-7), once what is
   * under way was read back: it would stand in the kernel and not in the snapshot.
   *
   * @return completes when the kernel answered
   */
  CompletionStage<?> leave(OnClose onClose, Settings settings) {
    return underway.thenComposeAsync(
        done -> takeAway(onClose, settings), platform.executor()::execute);
  }

  /** Completes when nothing is under way any more. */
  CompletionStage<?> underway() {
    return underway;
  }

  private CompletionStage<?> takeAway(OnClose onClose, Settings settings) {
    List<RouteChange> changes = new ArrayList<>();
    platform.routes().current().rules().forEach(r -> changes.add(new RouteChange.DeleteRule(r)));
    for (ObservedRoute route : platform.routes().current().routes()) {
      boolean ours = route.protocol() == settings.protocol();
      boolean path = settings.isProbeTable(route.key().table().id());
      if (ours && (path || onClose == OnClose.WITHDRAW)) {
        changes.add(new RouteChange.DeleteRoute(route));
      }
    }
    if (onClose == OnClose.WITHDRAW) { // behind the routes that use them
      platform.routes().current().nextHops().stream()
          .filter(hop -> hop.protocol() == settings.protocol())
          .forEach(hop -> changes.add(new RouteChange.DeleteNextHop(hop)));
    }
    return changes.isEmpty()
        ? CompletableFuture.completedStage(List.of())
        : platform.routes().apply(changes);
  }
}
