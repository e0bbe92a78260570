package net.routerd.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import net.routerd.model.link.Link;
import net.routerd.model.link.OperState;
import net.routerd.model.net.LinkName;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteChange;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.ForwardingPlatform;
import net.routerd.spi.LinkMonitor;
import net.routerd.spi.Platform;
import net.routerd.spi.ProbeRequest;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.KernelRefusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The simulation finds planted defects")
class BrokenEngineSimulationTest {

  private static final int MOST_SEEDS = 300;

  /** Returns the invariant that finds a defect first. */
  private static String caught(Tampering defect) {
    return caught(defect, Invariants::standard);
  }

  private static String caught(Tampering defect, Supplier<List<Invariant>> by) {
    for (long seed = 1; seed <= MOST_SEEDS; seed++) {
      Simulation simulation = new Simulation(seed).withoutStandardInvariants().tampering(defect);
      for (int i = 0; i < by.get().size(); i++) {
        int which = i;
        var _ = simulation.invariant(() -> by.get().get(which));
      }
      try {
        simulation.run();
      } catch (SimulationFailure failure) {
        return failure.invariant();
      }
    }
    return fail("no seed found the defect");
  }

  /** A platform that does one thing otherwise. */
  private static class Defect extends ForwardingPlatform {
    Defect(Platform platform) {
      super(platform);
    }

    CompletionStage<List<ApplyResult>> each(
        List<RouteChange> changes, Function<RouteChange, List<RouteChange>> instead) {
      return super.apply(changes.stream().flatMap(c -> instead.apply(c).stream()).toList())
          .thenApply(
              results -> changes.stream().<ApplyResult>map(ApplyResult.Applied::new).toList());
    }
  }

  @Test
  @DisplayName("RT-2 break before make")
  void breakBeforeMake() {
    assertThat(
            caught(
                (platform, machine) ->
                    new Defect(platform) {
                      @Override
                      public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
                        return each(
                            changes,
                            change ->
                                change instanceof RouteChange.ReplaceRoute replace
                                    ? List.of(
                                        new RouteChange.DeleteRoute(replace.was()),
                                        new RouteChange.AddRoute(replace.route()))
                                    : List.of(change));
                      }
                    }))
        .startsWith("RT-2");
  }

  @Test
  @DisplayName("RT-1 a foreign route is replaced")
  void aForeignRouteIsReplaced() {
    assertThat(caught(BrokenEngineSimulationTest::takingOver)).startsWith("RT-1");
  }

  private static Platform takingOver(Platform platform, FakeMachine machine) {
    return new Defect(platform) {
      @Override
      public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
        changes.forEach(change -> take(change, machine));
        return super.apply(changes);
      }
    };
  }

  private static void take(RouteChange change, FakeMachine machine) {
    if (change instanceof RouteChange.DeleteRoute delete) {
      for (ObservedRoute other : machine.kernel().routes()) {
        if (other.key().equals(delete.route().key()) && other.protocol() == 99) {
          try {
            machine.kernel().foreign().delete(ForeignStep.words(other.key()) + " proto 99");
          } catch (KernelRefusal gone) {
            throw new AssertionError(gone);
          }
        }
      }
    }
  }

  @Test
  @DisplayName("SEL-3 a dead link is taken for up")
  void aDeadLinkIsTakenForUp() {
    assertThat(
            caught(
                (platform, machine) ->
                    new Defect(platform) {
                      @Override
                      public LinkMonitor links() {
                        return () -> alwaysUp(super.links().current());
                      }
                    },
                () -> List.of(new CarrierInvariant())))
        .startsWith("RDY-1");
  }

  private static Map<LinkName, Link> alwaysUp(Map<LinkName, Link> links) {
    Map<LinkName, Link> up = new TreeMap<>();
    links.forEach(
        (name, l) ->
            up.put(
                name,
                new Link(
                    name,
                    l.index(),
                    true,
                    true,
                    OperState.UP,
                    l.mtu(),
                    l.addresses(),
                    l.rpFilter(),
                    l.ignoreRoutesWithLinkdown())));
    return up;
  }

  @Test
  @DisplayName("HC-1 every probe passes, sent or not")
  void everyProbePasses() {
    assertThat(
            caught(
                (platform, machine) ->
                    new Defect(platform) {
                      @Override
                      public void probe(ProbeRequest request, Consumer<ProbeResult> done) {
                        super.probe(request, result -> done.accept(passed(result)));
                      }
                    }))
        .startsWith("HC-1");
  }

  private static ProbeResult passed(ProbeResult result) {
    return new ProbeResult(
        result.check(),
        result.generation(),
        result.sequence(),
        ProbeOutcome.of(ProbeOutcome.Kind.PASSED),
        Optional.empty(),
        result.startedNanos(),
        result.finishedNanos());
  }

  @Test
  @DisplayName("HC-2 every probe is sent twice")
  void everyProbeIsSentTwice() {
    assertThat(
            caught(
                (platform, machine) ->
                    new Defect(platform) {
                      @Override
                      public void probe(ProbeRequest request, Consumer<ProbeResult> done) {
                        super.probe(request, result -> {});
                        super.probe(request, done);
                      }
                    }))
        .startsWith("HC-1 HC-2");
  }

  @Test
  @DisplayName("STA-1 a deletion is forgotten")
  void aDeletionIsForgotten() {
    assertThat(
            caught(
                (platform, machine) ->
                    new Defect(platform) {
                      @Override
                      public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
                        return each(
                            changes,
                            change ->
                                change instanceof RouteChange.DeleteRoute
                                    ? List.of()
                                    : List.of(change));
                      }
                    }))
        .isNotEmpty();
  }

  @Test
  @DisplayName("ENG-3 nothing is ever told")
  void nothingIsEverTold() {
    assertThat(
            caught(
                (platform, machine) ->
                    new Defect(platform) {
                      @Override
                      public void start(net.routerd.spi.PlatformListener listener) {
                        super.start(new Deaf());
                      }
                    }))
        .isNotEmpty();
  }

  private static final class Deaf implements net.routerd.spi.PlatformListener {
    @Override
    public void changed() {}

    @Override
    public void failed(net.routerd.spi.PlatformException cause) {}
  }

  @Test
  @DisplayName("RT-10 the kernel's answer never comes")
  void theAnswerNeverComes() {
    assertThat(
            caught(
                (platform, machine) ->
                    new Defect(platform) {
                      @Override
                      public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
                        List<RouteChange> all = new ArrayList<>(changes);
                        return super.apply(all).thenCompose(r -> new CompletableFuture<>());
                      }
                    }))
        .isNotEmpty();
  }

  @Test
  @DisplayName("SEL-1 timers are late, and a hold goes on")
  void timersAreLate() {
    Tampering late =
        (platform, machine) ->
            new Defect(platform) {
              @Override
              public EngineExecutor executor() {
                return new LateTimers(super.executor());
              }
            };
    assertThat(caught(late, () -> List.of(new HoldInvariant()))).startsWith("SEL-1");
  }

  @Test
  @DisplayName("RT-4 nobody tells that a route of ours is gone")
  void aLostRouteIsNotTold() {
    Tampering deaf =
        (platform, machine) ->
            new Defect(platform) {
              @Override
              public void start(net.routerd.spi.PlatformListener listener) {
                super.start(new Deaf());
              }
            };
    assertThat(caught(deaf, () -> List.of(new RepairInvariant()))).startsWith("RT-4");
  }

  @Test
  @DisplayName("RT-2 what goes goes first")
  void whatGoesGoesFirst() {
    Tampering backwards =
        (platform, machine) ->
            new Defect(platform) {
              @Override
              public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
                return super.apply(changes.reversed());
              }
            };
    assertThat(caught(backwards, () -> List.of(new OrderInvariant()))).startsWith("RT-2");
  }

  @Test
  @DisplayName("RT-3 a route is shown that is not written")
  void aRouteIsShownThatIsNotWritten() {
    Tampering boastful = (platform, machine) -> new Boastful(platform);
    assertThat(caught(boastful, () -> List.of(new OrderInvariant()))).contains("is told");
  }

  @Test
  @DisplayName("RT-1 RT-12 the nexthop objects of others are taken away")
  void objectsOfOthersAreTaken() {
    Tampering taking =
        (platform, machine) ->
            new Defect(platform) {
              @Override
              public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
                machine.kernel().nextHops().stream()
                    .filter(hop -> hop.protocol() == 99)
                    .forEach(hop -> deleteObject(machine, hop.id()));
                return super.apply(changes);
              }
            };
    assertThat(caught(taking, () -> List.of(new ForeignInvariant()))).contains("RT-12");
  }

  private static void deleteObject(FakeMachine machine, long id) {
    try {
      machine.kernel().foreign().deleteNextHop(id);
    } catch (KernelRefusal gone) {
      throw new AssertionError(gone);
    }
  }

  @Test
  @DisplayName("RT-2 RT-12 an object goes with the routes that use it")
  void anObjectGoesWithItsRoutes() {
    assertThat(
            caught(
                (platform, machine) ->
                    new Defect(platform) {
                      @Override
                      public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
                        return each(
                            changes,
                            change ->
                                change instanceof RouteChange.ReplaceNextHop replace
                                    ? List.of(
                                        new RouteChange.DeleteNextHop(replace.was()),
                                        new RouteChange.AddNextHop(replace.hop()))
                                    : List.of(change));
                      }
                    },
                () -> List.of(new GapInvariant())))
        .startsWith("RT-2");
  }
}
