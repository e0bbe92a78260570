package net.routerd.testkit.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteChange;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.Platform;
import net.routerd.spi.ProbeRequest;
import net.routerd.testkit.tck.Recorder.Seen;

/** A platform that is open, used as an engine uses it: by its engine's thread alone. */
final class Opened {

  /** The results of changes, and the snapshots at the moment at which they came. */
  record Answer(List<ApplyResult> results, Seen seen) {
    ApplyResult only() {
      Check.that(results.size() == 1, "wanted one result, seen %s", results);
      return results.getFirst();
    }
  }

  private final World world;
  private final Platform platform;
  private final Recorder recorder;

  Opened(World world, Platform platform) {
    this.world = world;
    this.platform = platform;
    recorder = new Recorder(platform);
  }

  Platform platform() {
    return platform;
  }

  Recorder recorder() {
    return recorder;
  }

  void start() {
    onEngine(
        () -> {
          platform.start(recorder);
          return true;
        });
  }

  /** Runs something on the engine's thread and waits for it. */
  <T> T onEngine(Supplier<T> work) {
    if (platform.executor().isEngineThread()) {
      return work.get();
    }
    CompletableFuture<T> done = new CompletableFuture<>();
    platform
        .executor()
        .execute(
            () -> {
              try {
                done.complete(work.get());
              } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
              }
            });
    Check.that(world.await(done::isDone), "the executor did not run a task");
    try {
      return done.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  Seen now() {
    return Seen.of(platform);
  }

  Link link(LinkName name) {
    Link link = now().links().get(name);
    if (link == null) {
      throw new AssertionError("no device " + name + " in " + now().links());
    }
    return link;
  }

  /** Applies changes and waits for their results. */
  Answer apply(RouteChange... changes) {
    return apply(List.of(changes));
  }

  Answer apply(List<RouteChange> changes) {
    CompletableFuture<Answer> done = new CompletableFuture<>();
    onEngine(
        () ->
            platform
                .routes()
                .apply(changes)
                .whenComplete(
                    (results, failure) -> {
                      if (failure == null) {
                        done.complete(new Answer(results, now()));
                      } else {
                        done.completeExceptionally(failure);
                      }
                    }));
    Check.that(world.await(done::isDone), "no results came of %s", changes);
    Check.that(!done.isCompletedExceptionally(), "apply failed for %s", changes);
    return done.join();
  }

  /** Applies changes that the kernel must take. */
  Seen mustApply(RouteChange... changes) {
    Answer answer = apply(changes);
    answer
        .results()
        .forEach(r -> Check.that(r instanceof ApplyResult.Applied, "not applied: %s", r));
    return answer.seen();
  }

  Seen install(DesiredRoute route) {
    return mustApply(new RouteChange.AddRoute(route));
  }

  /** Makes a change in the world and waits until the platform has said so and shows it. */
  void told(String what, Runnable change, Predicate<Seen> shown) {
    int before = recorder.told().size();
    change.run();
    boolean seen =
        world.await(
            () -> {
              List<Seen> told = recorder.told();
              return told.size() > before && shown.test(told.getLast());
            });
    if (!seen) {
      List<Seen> told = recorder.told();
      throw new AssertionError(
          "%s: not told, after %d notifications; the snapshot at the last: %s; now: %s; failures: %s"
              .formatted(
                  what,
                  told.size() - before,
                  told.isEmpty() ? "none" : told.getLast(),
                  now(),
                  recorder.failures()));
    }
  }

  /** Sends probes and waits until each has a result; returns all results that came. */
  List<ProbeResult> probe(List<ProbeRequest> requests) {
    List<ProbeResult> results = new ArrayList<>();
    onEngine(
        () -> {
          for (ProbeRequest request : requests) {
            platform.prober().probe(request, result -> keep(results, result));
          }
          return true;
        });
    Check.that(
        world.await(() -> size(results) >= requests.size()),
        "%d results came of %d probes",
        size(results),
        requests.size());
    return results;
  }

  private static void keep(List<ProbeResult> results, ProbeResult result) {
    synchronized (results) {
      results.add(result);
    }
  }

  private static int size(List<ProbeResult> results) {
    synchronized (results) {
      return results.size();
    }
  }

  ProbeResult probe(ProbeRequest request) {
    return probe(List.of(request)).getFirst();
  }
}
