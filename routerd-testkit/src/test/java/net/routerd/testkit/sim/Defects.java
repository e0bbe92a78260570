package net.routerd.testkit.sim;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.RouteChange;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.ForwardingPlatform;
import net.routerd.spi.LinkMonitor;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.ProbeRequest;
import net.routerd.testkit.FakeMachine;

/** Platforms of which each does one thing otherwise than it should. */
final class Defects {

  private Defects() {}

  /** Writes something else instead of each change, and says that it did as it was told. */
  static Tampering writing(Function<RouteChange, List<RouteChange>> instead) {
    return (platform, machine) ->
        new ForwardingPlatform(platform) {
          @Override
          public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
            return super.apply(changes.stream().flatMap(c -> instead.apply(c).stream()).toList())
                .thenApply(
                    results ->
                        changes.stream().<ApplyResult>map(ApplyResult.Applied::new).toList());
          }
        };
  }

  /** Writes the changes of a plan in another order. */
  static Tampering ordering(UnaryOperator<List<RouteChange>> order) {
    return (platform, machine) ->
        new ForwardingPlatform(platform) {
          @Override
          public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
            return super.apply(order.apply(changes));
          }
        };
  }

  /** Does something to the machine before it writes. */
  static Tampering before(BiConsumer<FakeMachine, List<RouteChange>> deed) {
    return (platform, machine) ->
        new ForwardingPlatform(platform) {
          @Override
          public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
            deed.accept(machine, changes);
            return super.apply(changes);
          }
        };
  }

  /** Writes, and never says so. */
  static Tampering unanswered() {
    return (platform, machine) ->
        new ForwardingPlatform(platform) {
          @Override
          public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
            return super.apply(changes).thenCompose(results -> new CompletableFuture<>());
          }
        };
  }

  /** Shows other links than there are. */
  static Tampering seeing(UnaryOperator<Map<LinkName, Link>> instead) {
    return (platform, machine) ->
        new ForwardingPlatform(platform) {
          @Override
          public LinkMonitor links() {
            return () -> instead.apply(super.links().current());
          }
        };
  }

  /** Answers each probe with something else. */
  static Tampering answering(UnaryOperator<ProbeResult> instead) {
    return (platform, machine) ->
        new ForwardingPlatform(platform) {
          @Override
          public void probe(ProbeRequest request, Consumer<ProbeResult> done) {
            super.probe(request, result -> done.accept(instead.apply(result)));
          }
        };
  }

  /** Sends each probe twice. */
  static Tampering probingTwice() {
    return (platform, machine) ->
        new ForwardingPlatform(platform) {
          @Override
          public void probe(ProbeRequest request, Consumer<ProbeResult> done) {
            super.probe(request, result -> {});
            super.probe(request, done);
          }
        };
  }

  /** Never tells that anything changed. */
  static Tampering deaf() {
    return (platform, machine) ->
        new ForwardingPlatform(platform) {
          @Override
          public void start(PlatformListener listener) {
            super.start(
                new PlatformListener() {
                  @Override
                  public void changed() {}

                  @Override
                  public void failed(PlatformException cause) {}
                });
          }
        };
  }

  /** Wakes the engine too late. */
  static Tampering late() {
    return (platform, machine) ->
        new ForwardingPlatform(platform) {
          @Override
          public EngineExecutor executor() {
            return new LateTimers(super.executor());
          }
        };
  }
}
