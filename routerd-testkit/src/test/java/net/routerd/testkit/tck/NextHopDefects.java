package net.routerd.testkit.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteChange.AddNextHop;
import net.routerd.model.route.RouteChange.DeleteNextHop;
import net.routerd.model.route.RouteChange.ReplaceNextHop;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.ApplyResult.Applied;
import net.routerd.spi.ApplyResult.Refused;
import net.routerd.spi.PlatformOptions;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.ForeignHand;

/** Platforms that change nexthop objects wrongly, or see them wrongly. */
final class NextHopDefects {

  static final List<Defect> ALL =
      List.of(
          showing("HOP-1", "objects are not read back", (machine, objects) -> List.of()),
          new Defect("HOP-2", "a replacement is a deletion and an addition", LeavesAGap::new),
          new Defect("HOP-3", "a deletion of what is gone is refused", StrictDelete::new),
          new Defect("HOP-4", "EEXIST counts as applied", TakesEexist::new),
          new Defect("HOP-5", "it changes whatever the kernel would", Forceful::new),
          new Defect("HOP-6", "it deletes whatever the kernel would", Forceful::new),
          new Defect("HOP-7", "objects are remembered, not read", Remembers::new),
          new Defect("HOP-8", "objects are remembered, not read", Remembers::new),
          new Defect("HOP-9", "objects are remembered, not read", Remembers::new),
          showing("HOP-10", "every object is shown", (m, objects) -> m.kernel().nextHops()),
          new Defect("HOP-11", "each change is sent by itself", OneByOne::new));

  private NextHopDefects() {}

  private interface Sight {
    List<ObservedNextHop> of(FakeMachine machine, List<ObservedNextHop> objects);
  }

  private static Defect showing(String rule, String what, Sight sight) {
    return new Defect(
        rule,
        what,
        (machine, options) ->
            new BrokenPlatform(machine, options) {
              @Override
              KernelView view() {
                return with(super.view(), objects -> sight.of(machine, objects));
              }
            });
  }

  private static KernelView with(KernelView view, UnaryOperator<List<ObservedNextHop>> objects) {
    return new KernelView(
        view.routes(),
        view.rules(),
        objects.apply(view.nextHops()),
        view.nextHopSupport(),
        view.lookupRules());
  }

  /** A platform that does something of its own with the first change, where it has to. */
  private abstract static class First extends BrokenPlatform {
    First(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    abstract boolean does(RouteChange change);

    abstract CompletionStage<List<ApplyResult>> instead(RouteChange change);

    @Override
    CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
      return !changes.isEmpty() && does(changes.getFirst())
          ? instead(changes.getFirst())
          : super.apply(changes);
    }

    static CompletionStage<List<ApplyResult>> told(ApplyResult result) {
      return CompletableFuture.completedFuture(List.of(result));
    }
  }

  private static final class LeavesAGap extends First {
    LeavesAGap(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    boolean does(RouteChange change) {
      return change instanceof ReplaceNextHop;
    }

    @Override
    CompletionStage<List<ApplyResult>> instead(RouteChange change) {
      ReplaceNextHop replace = (ReplaceNextHop) change;
      return super.apply(List.of(new DeleteNextHop(replace.was()), new AddNextHop(replace.hop())))
          .thenApply(done -> List.of(new Applied(change)));
    }
  }

  private static final class StrictDelete extends BrokenPlatform {
    StrictDelete(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
      return super.apply(changes)
          .thenApply(
              results ->
                  results.size() == 2 && results.getLast().change() instanceof DeleteNextHop again
                      ? List.of(results.getFirst(), new Refused(again, 2, "ENOENT", ""))
                      : results);
    }
  }

  private static final class TakesEexist extends BrokenPlatform {
    TakesEexist(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
      Function<ApplyResult, ApplyResult> as =
          r -> r instanceof Refused f && f.errno() == 17 ? new Applied(f.change()) : r;
      return super.apply(changes).thenApply(results -> results.stream().map(as).toList());
    }
  }

  /** As the kernel does, whoever has the object, and whoever uses it. */
  private static final class Forceful extends First {
    private final int protocol;

    Forceful(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
      protocol = options.protocol();
    }

    @Override
    boolean does(RouteChange change) {
      return change instanceof ReplaceNextHop || change instanceof DeleteNextHop;
    }

    @Override
    CompletionStage<List<ApplyResult>> instead(RouteChange change) {
      ForeignHand hand = machine.kernel().foreign();
      switch (change) {
        case ReplaceNextHop(NextHopObject hop, ObservedNextHop was) ->
            hand.replaceNextHop(words(hop) + " proto " + protocol);
        case DeleteNextHop(ObservedNextHop hop) -> hand.deleteNextHop(hop.id());
        default -> throw new AssertionError(change);
      }
      return told(new Applied(change));
    }

    private static String words(NextHopObject hop) {
      return hop.toString().replaceFirst("nexthop ", "");
    }
  }

  private static final class Remembers extends BrokenPlatform {
    private final List<ObservedNextHop> known = new ArrayList<>();

    Remembers(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    KernelView view() {
      return with(
          super.view(),
          objects -> {
            objects.stream().filter(o -> !known.contains(o)).forEach(known::add);
            return known;
          });
    }
  }

  private static final class OneByOne extends BrokenPlatform {
    OneByOne(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
      CompletionStage<List<ApplyResult>> all = CompletableFuture.completedFuture(List.of());
      for (RouteChange change : changes) {
        all =
            all.thenCompose(
                before ->
                    super.apply(List.of(change))
                        .thenApply(
                            one -> {
                              List<ApplyResult> both = new ArrayList<>(before);
                              both.addAll(one);
                              return both;
                            }));
      }
      return all;
    }
  }
}
