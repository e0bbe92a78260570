package net.routerd.testkit.tck;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction.Forward;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteChange.AddRoute;
import net.routerd.model.route.RouteChange.AddRule;
import net.routerd.model.route.RouteChange.DeleteRoute;
import net.routerd.model.route.RouteChange.DeleteRule;
import net.routerd.model.route.RouteChange.ReplaceRoute;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.ApplyResult.Applied;
import net.routerd.spi.ApplyResult.Refused;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.PlatformOptions;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.ForeignHand;
import net.routerd.testkit.KernelChange;
import net.routerd.testkit.KernelChange.By;

/** Platforms that change routes wrongly, or see them wrongly. */
final class RouteDefects {

  static final List<Defect> ALL =
      List.of(
          new Defect("APPLY-1", "the result comes before it was read back", AnswersEarly::new),
          answering("APPLY-2", "results come in another order", r -> reversed(r)),
          new Defect("APPLY-3", "a refusal stops what is behind it", StopsAtRefusal::new),
          answering("APPLY-4", "the kernel's words are dropped", RouteDefects::wordless),
          asking("APPLY-5", "additions go first", RouteDefects::additionsFirst),
          answering("APPLY-6", "EEXIST counts as applied", RouteDefects::existsIsApplied),
          new Defect("APPLY-7", "a replacement is a deletion and an addition", LeavesAGap::new),
          asking("APPLY-7", "it is both at one go, told by nobody", RouteDefects::inTwoSteps),
          new Defect("APPLY-8", "a replacement of what is gone is refused", StrictReplace::new),
          new Defect("APPLY-9", "a deletion of what is gone is refused", StrictDelete::new),
          asking(
              "APPLY-10",
              "onlink is forgotten",
              c -> c.stream().map(RouteDefects::offlink).toList()),
          asking(
              "APPLY-11",
              "a rule's mark is forgotten",
              c -> c.stream().map(RouteDefects::unmarked).toList()),
          new Defect("APPLY-12", "what comes while it tells is forgotten", DeafWhileTelling::new),
          answering("OWN-1", "EEXIST counts as applied", RouteDefects::existsIsApplied),
          new Defect(
              "OWN-2",
              "it replaces whatever the kernel would",
              (m, o) -> new Forceful(m, o, r -> true)),
          new Defect("OWN-3", "it trusts what it last saw", RouteDefects::trusting),
          new Defect("OWN-4", "it deletes by key alone", DeletesByKey::new),
          new Defect("OWN-5", "it deletes rules of any protocol", DeletesAnyRule::new),
          new Defect(
              "OWN-6",
              "it replaces whatever the kernel would",
              (m, o) -> new Forceful(m, o, r -> true)),
          losing(
              "WATCH-1",
              "deletions by others are missed",
              By.FOREIGN,
              KernelChange.Kind.DELETE_ROUTE),
          losing(
              "WATCH-2",
              "changes by others are missed",
              By.FOREIGN,
              KernelChange.Kind.REPLACE_ROUTE),
          losing(
              "WATCH-3",
              "replacements by others are missed",
              By.FOREIGN,
              KernelChange.Kind.REPLACE_ROUTE),
          losing(
              "WATCH-4",
              "what the kernel does not tell is missed",
              By.KERNEL,
              KernelChange.Kind.DELETE_ROUTE),
          losing(
              "WATCH-5",
              "what the kernel does not tell is missed",
              By.KERNEL,
              KernelChange.Kind.DELETE_ROUTE),
          losing(
              "WATCH-6",
              "what the kernel does not tell is missed",
              By.KERNEL,
              KernelChange.Kind.DELETE_ROUTE),
          showing("WATCH-7", "every route looks usable", v -> edit(v, RouteDefects::usable)),
          new Defect("WATCH-8", "nothing is watched", WatchesNothing::new),
          new Defect("WATCH-9", "nothing is watched", WatchesNothing::new),
          new Defect("WATCH-10", "everything is shown", ShowsEverything::new),
          new Defect("WATCH-11", "it forgets all at a refresh", ForgetsAtRefresh::new),
          new Defect("WATCH-12", "every refresh is told", TellsRefresh::new),
          new Defect("WATCH-13", "rules are remembered, not read", RemembersRules::new),
          showing("START-2", "only the table main is read", RouteDefects::mainOnly),
          showing("START-2", "rules are not read", v -> new KernelView(v.routes(), List.of())),
          new Defect("START-3", "every route is taken for ours", ClaimsEverything::new));

  private RouteDefects() {}

  private static Defect answering(String rule, String what, UnaryOperator<List<ApplyResult>> as) {
    return new Defect(
        rule,
        what,
        (machine, options) ->
            new BrokenPlatform(machine, options) {
              @Override
              CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
                return super.apply(changes).thenApply(as);
              }
            });
  }

  private static Defect asking(String rule, String what, UnaryOperator<List<RouteChange>> as) {
    return new Defect(
        rule,
        what,
        (machine, options) ->
            new BrokenPlatform(machine, options) {
              @Override
              CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
                return super.apply(as.apply(changes));
              }
            });
  }

  private static Defect showing(String rule, String what, UnaryOperator<KernelView> as) {
    return new Defect(
        rule,
        what,
        (machine, options) ->
            new BrokenPlatform(machine, options) {
              @Override
              KernelView view() {
                return as.apply(super.view());
              }
            });
  }

  /** A platform that misses what somebody does to its routes. */
  private static Defect losing(String rule, String what, By by, KernelChange.Kind kind) {
    return new Defect(
        rule,
        what,
        (machine, options) ->
            new BrokenPlatform(machine, options) {
              @Override
              KernelView view() {
                List<ObservedRoute> seen = new ArrayList<>(super.view().routes());
                machine.kernel().history().stream()
                    .filter(c -> c.by() == by && c.kind() == kind)
                    .flatMap(c -> c.was().or(c::route).stream())
                    .filter(r -> r.protocol() == options.protocol())
                    .forEach(
                        r -> {
                          seen.removeIf(s -> s.key().equals(r.key()));
                          seen.add(r);
                        });
                return new KernelView(seen, super.view().rules());
              }
            });
  }

  private static List<ApplyResult> reversed(List<ApplyResult> results) {
    List<ApplyResult> backwards = new ArrayList<>(results);
    Collections.reverse(backwards);
    return backwards;
  }

  private static List<ApplyResult> wordless(List<ApplyResult> results) {
    return results.stream()
        .map(
            r -> r instanceof Refused f ? new Refused(f.change(), f.errno(), f.errnoName(), "") : r)
        .toList();
  }

  private static List<ApplyResult> existsIsApplied(List<ApplyResult> results) {
    return results.stream()
        .map(r -> r instanceof Refused f && f.errno() == 17 ? new Applied(f.change()) : r)
        .toList();
  }

  private static List<RouteChange> additionsFirst(List<RouteChange> changes) {
    List<RouteChange> sorted = new ArrayList<>(changes);
    sorted.sort(Comparator.comparing(c -> !(c instanceof AddRoute)));
    return sorted;
  }

  private static List<RouteChange> inTwoSteps(List<RouteChange> changes) {
    return changes.stream()
        .flatMap(
            c ->
                c instanceof ReplaceRoute(DesiredRoute route, ObservedRoute was)
                    ? Stream.of(new DeleteRoute(was), new AddRoute(route))
                    : Stream.of(c))
        .toList();
  }

  private static RouteChange offlink(RouteChange change) {
    return change instanceof AddRoute(DesiredRoute(RouteKey key, Forward f, var source))
        ? new AddRoute(new DesiredRoute(key, new Forward(f.device(), f.gateway(), false), source))
        : change;
  }

  private static RouteChange unmarked(RouteChange change) {
    return change instanceof AddRule(RouteRule r)
        ? new AddRule(
            new RouteRule(
                r.family(), r.priority(), r.outgoingDevice(), r.from(), r.to(), 0, r.table()))
        : change;
  }

  private static KernelView edit(KernelView view, UnaryOperator<ObservedRoute> as) {
    return new KernelView(view.routes().stream().map(as).toList(), view.rules());
  }

  private static ObservedRoute usable(ObservedRoute r) {
    return new ObservedRoute(r.key(), r.action(), r.preferredSource(), r.protocol(), true);
  }

  private static KernelView mainOnly(KernelView view) {
    return new KernelView(
        view.routes().stream().filter(r -> r.key().table().equals(RouteTable.MAIN)).toList(),
        view.rules());
  }

  private static BrokenPlatform trusting(FakeMachine machine, PlatformOptions options) {
    return new Forceful(
        machine, options, replace -> replace.was().protocol() == options.protocol());
  }

  /** Replaces by force where it thinks that it may. */
  private static final class Forceful extends BrokenPlatform {
    private final PlatformOptions options;
    private final Predicate<ReplaceRoute> may;

    Forceful(FakeMachine machine, PlatformOptions options, Predicate<ReplaceRoute> may) {
      super(machine, options);
      this.options = options;
      this.may = may;
    }

    @Override
    CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
      if (changes.getFirst() instanceof ReplaceRoute replace && may.test(replace)) {
        ForeignHand hand = machine.kernel().foreign();
        hand.replace(replace.route() + " proto " + options.protocol());
        return CompletableFuture.completedFuture(List.of(new Applied(replace)));
      }
      return super.apply(changes);
    }
  }

  private static final class AnswersEarly extends BrokenPlatform {
    private Optional<KernelView> old = Optional.empty();

    AnswersEarly(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    KernelView view() {
      return old.orElseGet(super::view);
    }

    @Override
    CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
      old = Optional.of(super.view());
      return super.apply(changes);
    }
  }

  private static final class DeafWhileTelling extends BrokenPlatform {
    private boolean telling;

    DeafWhileTelling(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    public void start(PlatformListener listener) {
      super.start(
          hearing(
              listener,
              () -> {
                telling = true;
                listener.changed();
                telling = false;
              }));
    }

    @Override
    CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
      return telling ? new CompletableFuture<>() : super.apply(changes);
    }
  }

  private static final class StopsAtRefusal extends BrokenPlatform {
    StopsAtRefusal(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
      return super.apply(changes.subList(0, 1))
          .thenApply(
              first -> {
                List<ApplyResult> all = new ArrayList<>(first);
                changes.stream().skip(1).map(ApplyResult.Unknown::new).forEach(all::add);
                return all;
              });
    }
  }

  private static final class LeavesAGap extends BrokenPlatform {
    private Optional<PlatformListener> listener = Optional.empty();

    LeavesAGap(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    public void start(PlatformListener toTell) {
      listener = Optional.of(toTell);
      super.start(toTell);
    }

    @Override
    CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
      if (changes.getFirst() instanceof ReplaceRoute(DesiredRoute route, ObservedRoute was)) {
        return super.apply(List.of(new DeleteRoute(was)))
            .thenCompose(
                deleted -> {
                  listener.ifPresent(PlatformListener::changed);
                  return super.apply(List.of(new AddRoute(route)));
                })
            .thenApply(added -> List.of(new Applied(changes.getFirst())));
      }
      return super.apply(changes);
    }
  }

  private static final class StrictReplace extends BrokenPlatform {
    StrictReplace(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
      return changes.getFirst() instanceof ReplaceRoute r
              && view().routes().stream().noneMatch(o -> o.key().equals(r.route().key()))
          ? CompletableFuture.completedFuture(List.of(new Refused(r, 2, "ENOENT", "")))
          : super.apply(changes);
    }
  }

  private static final class StrictDelete extends BrokenPlatform {
    StrictDelete(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
      return changes.getFirst() instanceof DeleteRoute r
              && view().routes().stream().noneMatch(o -> o.key().equals(r.route().key()))
          ? CompletableFuture.completedFuture(List.of(new Refused(r, 3, "ESRCH", "")))
          : super.apply(changes);
    }
  }

  private static final class DeletesByKey extends BrokenPlatform {
    DeletesByKey(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
      if (changes.getFirst() instanceof DeleteRoute(ObservedRoute route)) {
        machine.kernel().foreign().delete(route.key().toString());
        return CompletableFuture.completedFuture(List.of(new Applied(changes.getFirst())));
      }
      return super.apply(changes);
    }
  }

  private static final class DeletesAnyRule extends BrokenPlatform {
    DeletesAnyRule(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
      if (changes.getFirst() instanceof DeleteRule(RouteRule rule)) {
        String words = rule.toString().replaceFirst("^\\d+: ", "");
        machine
            .kernel()
            .foreign()
            .deleteRule(words + " priority " + rule.priority() + " protocol " + Net.FOREIGN);
      }
      return super.apply(changes);
    }
  }

  private static final class WatchesNothing extends BrokenPlatform {
    WatchesNothing(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    void watch(Set<RouteKey> keys) {
      // The defect.
    }
  }

  private static final class ShowsEverything extends BrokenPlatform {
    ShowsEverything(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    KernelView view() {
      return new KernelView(machine.kernel().routes(), super.view().rules());
    }
  }

  private static final class ClaimsEverything extends BrokenPlatform {
    private final int protocol;

    ClaimsEverything(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
      protocol = options.protocol();
    }

    @Override
    KernelView view() {
      List<ObservedRoute> all = machine.kernel().routes();
      return edit(
          new KernelView(all, List.of()),
          r -> new ObservedRoute(r.key(), r.action(), r.preferredSource(), protocol, true));
    }
  }

  private static final class ForgetsAtRefresh extends BrokenPlatform {
    private boolean forgotten;

    ForgetsAtRefresh(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    void refresh() {
      forgotten = true;
    }

    @Override
    KernelView view() {
      return forgotten ? KernelView.EMPTY : super.view();
    }
  }

  private static final class TellsRefresh extends BrokenPlatform {
    private Optional<PlatformListener> listener = Optional.empty();

    TellsRefresh(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    public void start(PlatformListener toTell) {
      listener = Optional.of(toTell);
      super.start(toTell);
    }

    @Override
    void refresh() {
      listener.ifPresent(PlatformListener::changed);
    }
  }

  private static final class RemembersRules extends BrokenPlatform {
    private List<RouteRule> last = List.of();

    RemembersRules(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    KernelView view() {
      KernelView seen = super.view();
      last = seen.rules().isEmpty() ? last : seen.rules();
      return new KernelView(seen.routes(), last);
    }
  }
}
