package net.routerd.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.routerd.model.link.Link;
import net.routerd.model.link.OperState;
import net.routerd.model.net.LinkName;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteChange;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.KernelRefusal;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("The simulation finds planted defects")
class BrokenEngineSimulationTest {

  private static final int MOST_SEEDS = 300;

  /** The protocol number of those whose routes and objects are not ours. */
  private static final int OTHERS = 99;

  /**
   * A defect.
   *
   * @param what the rule that it breaks, and what it does
   * @param defect does it
   * @param by the invariants that look for it
   * @param found the words of the one that finds it first contain these
   */
  record Planted(String what, Tampering defect, Supplier<List<Invariant>> by, String found) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static Planted planted(String what, Tampering defect, String found) {
    return new Planted(what, defect, Invariants::standard, found);
  }

  private static Planted planted(
      String what, Tampering defect, Supplier<Invariant> by, String found) {
    return new Planted(what, defect, () -> List.of(by.get()), found);
  }

  private static Stream<Planted> defects() {
    return Stream.of(
        planted(
            "RT-2 break before make",
            Defects.writing(BrokenEngineSimulationTest::breakBeforeMake),
            "RT-2"),
        planted(
            "RT-1 a foreign route is replaced",
            Defects.before(BrokenEngineSimulationTest::takeRoutes),
            "RT-1"),
        planted(
            "SEL-3 a dead link is taken for up",
            Defects.seeing(BrokenEngineSimulationTest::alwaysUp),
            CarrierInvariant::new,
            "RDY-1"),
        planted(
            "HC-1 every probe passes, sent or not",
            Defects.answering(BrokenEngineSimulationTest::passed),
            "HC-1"),
        planted("HC-2 every probe is sent twice", Defects.probingTwice(), "HC-1 HC-2"),
        planted(
            "STA-1 a deletion is forgotten",
            Defects.writing(c -> c instanceof RouteChange.DeleteRoute ? List.of() : List.of(c)),
            ""),
        planted("ENG-3 nothing is ever told", Defects.deaf(), ""),
        planted("RT-10 the kernel's answer never comes", Defects.unanswered(), ""),
        planted(
            "SEL-1 timers are late, and a hold goes on",
            Defects.late(),
            HoldInvariant::new,
            "SEL-1"),
        planted(
            "RT-4 nobody tells that a route of ours is gone",
            Defects.deaf(),
            RepairInvariant::new,
            "RT-4"),
        planted(
            "RT-2 what goes goes first",
            Defects.ordering(List::reversed),
            OrderInvariant::new,
            "RT-2"),
        planted(
            "RT-3 a route is shown that is not written",
            (platform, machine) -> new Boastful(platform),
            OrderInvariant::new,
            "is told"),
        planted(
            "RT-1 RT-12 the nexthop objects of others are taken away",
            Defects.before((machine, changes) -> takeObjects(machine)),
            ForeignInvariant::new,
            "RT-12"),
        planted(
            "RT-2 RT-12 an object goes with the routes that use it",
            Defects.writing(BrokenEngineSimulationTest::breakObject),
            GapInvariant::new,
            "RT-2"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("defects")
  void isFound(Planted planted) {
    assertThat(caught(planted)).contains(planted.found());
  }

  /** Returns the invariant that finds a defect first. */
  private static String caught(Planted planted) {
    for (long seed = 1; seed <= MOST_SEEDS; seed++) {
      Simulation simulation =
          new Simulation(seed).withoutStandardInvariants().tampering(planted.defect());
      for (int i = 0; i < planted.by().get().size(); i++) {
        int which = i;
        var _ = simulation.invariant(() -> planted.by().get().get(which));
      }
      try {
        simulation.run();
      } catch (SimulationFailure failure) {
        return failure.invariant();
      }
    }
    return fail("no seed found the defect");
  }

  private static List<RouteChange> breakBeforeMake(RouteChange change) {
    return change instanceof RouteChange.ReplaceRoute replace
        ? List.of(
            new RouteChange.DeleteRoute(replace.was()), new RouteChange.AddRoute(replace.route()))
        : List.of(change);
  }

  private static List<RouteChange> breakObject(RouteChange change) {
    return change instanceof RouteChange.ReplaceNextHop replace
        ? List.of(
            new RouteChange.DeleteNextHop(replace.was()), new RouteChange.AddNextHop(replace.hop()))
        : List.of(change);
  }

  private static void takeRoutes(FakeMachine machine, List<RouteChange> changes) {
    for (RouteChange change : changes) {
      if (change instanceof RouteChange.DeleteRoute delete) {
        for (ObservedRoute other : machine.kernel().routes()) {
          if (other.key().equals(delete.route().key()) && other.protocol() == OTHERS) {
            standing(
                () ->
                    machine
                        .kernel()
                        .foreign()
                        .delete(ForeignStep.words(other.key()) + " proto " + OTHERS));
          }
        }
      }
    }
  }

  private static void takeObjects(FakeMachine machine) {
    machine.kernel().nextHops().stream()
        .filter(hop -> hop.protocol() == OTHERS)
        .forEach(hop -> standing(() -> machine.kernel().foreign().deleteNextHop(hop.id())));
  }

  private interface Deed {
    void run() throws KernelRefusal;
  }

  /** Does something to what was just seen to stand. */
  private static void standing(Deed deed) {
    try {
      deed.run();
    } catch (KernelRefusal gone) {
      throw new AssertionError(gone);
    }
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
}
