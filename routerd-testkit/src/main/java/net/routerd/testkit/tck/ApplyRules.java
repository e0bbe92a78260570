package net.routerd.testkit.tck;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction.Discard;
import net.routerd.model.route.RouteAction.Forward;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteChange.AddRoute;
import net.routerd.model.route.RouteChange.AddRule;
import net.routerd.model.route.RouteChange.DeleteRoute;
import net.routerd.model.route.RouteChange.DeleteRule;
import net.routerd.model.route.RouteChange.ReplaceRoute;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.model.route.RouteType;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.ApplyResult.Applied;
import net.routerd.spi.ApplyResult.Refused;
import net.routerd.testkit.tck.Opened.Answer;
import net.routerd.testkit.tck.Recorder.Seen;

/** Changes: their order, their results, and their being read back. */
final class ApplyRules {

  private static final RouteTable TABLE = new RouteTable(114000);
  private static final int MANY = 300;

  private ApplyRules() {}

  @Rule(
      id = "APPLY-1 STA-1",
      promise = "what is told applied stands in the kernel and the snapshot")
  static void appliedIsReadBack(Stage stage, Net net) {
    ObservedRoute route = Net.made(net.key(), net.via0(), Stage.PROTOCOL);

    Seen seen = stage.start().install(Net.wanted(net.key(), net.via0()));

    Check.that(seen.holds(route), "not read back when the result came: %s", seen.kernel());
    Check.that(stage.world().holds(route), "not in the kernel: %s", route);
  }

  @Rule(
      id = "APPLY-2",
      promise = "there is one result for each change, in the order of the changes")
  static void oneResultEach(Stage stage, Net net) {
    Opened opened = stage.start();
    List<RouteChange> changes = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      RouteKey key = new RouteKey(RouteTable.MAIN, net.prefix(), 100 + i);
      changes.add(new AddRoute(Net.wanted(key, net.via0())));
    }

    Answer answer = opened.apply(changes);

    Check.equal(
        "results",
        changes.stream().map(c -> (ApplyResult) new Applied(c)).toList(),
        answer.results());
    Check.equal("routes read back", MANY, answer.seen().kernel().routes().size());
    Check.equal("results of no change", List.of(), opened.apply().results());
  }

  @Rule(id = "APPLY-3 RT-10", promise = "a refused change says why and stops none behind it")
  static void aRefusalHoldsUpNoOther(Stage stage, Net net) {
    Opened opened = stage.start();
    Forward nowhere = new Forward(Optional.of(new LinkName("none0")), Optional.empty(), false);
    AddRoute bad = new AddRoute(Net.wanted(net.otherKey(), nowhere));
    AddRoute good = new AddRoute(Net.wanted(net.key(), net.via0()));

    Answer answer = opened.apply(bad, good);

    Check.equal("results", 2, answer.results().size());
    Check.that(
        answer.results().getFirst() instanceof Refused r
            && r.change().equals(bad)
            && r.errno() > 0
            && r.errnoName().startsWith("E"),
        "not refused: %s",
        answer.results().getFirst());
    Check.equal("behind it", new Applied(good), answer.results().getLast());
    Check.that(answer.seen().at(net.otherKey()).isEmpty(), "something was made");
  }

  @Rule(
      id = "APPLY-4 RT-10",
      promise = "a refusal by the kernel carries the kernel's own words",
      strength = Strength.SHOULD)
  static void aRefusalHasWords(Stage stage) {
    Forward far =
        new Forward(Optional.of(Net.WAN0), Optional.of(Net.V4.gateway1().address()), false);

    ApplyResult result = stage.start().apply(new AddRoute(Net.wanted(Net.V4.key(), far))).only();

    Check.that(
        result instanceof Refused r && !r.kernelText().isBlank(), "without words: %s", result);
  }

  @Rule(id = "APPLY-5", promise = "changes are made in their order")
  static void orderIsKept(Stage stage, Net net) {
    Opened opened = stage.start();
    opened.install(Net.wanted(net.key(), net.via0()));

    Seen seen =
        opened.mustApply(
            new DeleteRoute(Net.made(net.key(), net.via0(), Stage.PROTOCOL)),
            new AddRoute(Net.wanted(net.key(), net.via1())),
            new AddRoute(Net.wanted(net.otherKey(), net.via0())),
            new DeleteRoute(Net.made(net.otherKey(), net.via0(), Stage.PROTOCOL)));

    Check.that(
        seen.holds(Net.made(net.key(), net.via1(), Stage.PROTOCOL)), "seen %s", seen.kernel());
    Check.that(seen.at(net.otherKey()).isEmpty(), "deleted before it was added");
  }

  @Rule(id = "APPLY-6", promise = "adding where one of ours stands is refused with EEXIST")
  static void addingTwiceIsRefused(Stage stage, Net net) {
    Opened opened = stage.start();
    opened.install(Net.wanted(net.key(), net.via0()));

    ApplyResult again = opened.apply(new AddRoute(Net.wanted(net.key(), net.via1()))).only();

    Check.that(again instanceof Refused r && r.errno() == OwnershipRules.EEXIST, "seen %s", again);
    Check.that(
        stage.world().holds(Net.made(net.key(), net.via0(), Stage.PROTOCOL)), "the first is gone");
  }

  @Rule(
      id = "APPLY-7 RT-2",
      promise = "a replacement leaves one route, and the place is never empty, nor shown so")
  static void aReplacementTakesThePlace(Stage stage, Net net) {
    Opened opened = stage.start();
    opened.install(Net.wanted(net.key(), net.via0()));
    int before = opened.recorder().told().size();
    boolean empty = stage.world().deletesAt(net.key(), () -> toAndFro(opened, net));

    Check.that(!empty, "a route was deleted, and another one added");
    List<Seen> told = opened.recorder().told();
    told.subList(before, told.size())
        .forEach(s -> Check.that(!s.at(net.key()).isEmpty(), "empty in between"));
  }

  private static void toAndFro(Opened opened, Net net) {
    Forward from = net.via0();
    Forward to = net.via1();
    for (int i = 0; i < 20; i++) {
      Seen seen =
          opened.mustApply(
              new ReplaceRoute(
                  Net.wanted(net.key(), to), Net.made(net.key(), from, Stage.PROTOCOL)));
      Check.equal("routes at the key", 1, seen.at(net.key()).size());
      Check.that(seen.holds(Net.made(net.key(), to, Stage.PROTOCOL)), "seen %s", seen.kernel());
      from = to;
      to = to.equals(net.via0()) ? net.via1() : net.via0();
    }
  }

  @Rule(id = "APPLY-8 RT-5", promise = "a replacement where nothing stands any more adds")
  static void aReplacementOfNothingAdds(Stage stage, Net net) {
    Opened opened = stage.start();
    opened.install(Net.wanted(net.key(), net.via0()));
    ObservedRoute was = Net.made(net.key(), net.via0(), Stage.PROTOCOL);
    opened.told("gone", () -> stage.world().deleteRoute(was), s -> s.at(net.key()).isEmpty());

    Seen seen = opened.mustApply(new ReplaceRoute(Net.wanted(net.key(), net.via1()), was));

    Check.that(seen.holds(Net.made(net.key(), net.via1(), Stage.PROTOCOL)), "not there");
  }

  @Rule(id = "APPLY-9", promise = "deleting takes the route away; deleting what is gone is applied")
  static void deletingTakesAway(Stage stage, Net net) {
    Opened opened = stage.start();
    opened.install(Net.wanted(net.key(), net.via0()));
    ObservedRoute route = Net.made(net.key(), net.via0(), Stage.PROTOCOL);

    Seen seen = opened.mustApply(new DeleteRoute(route));
    opened.mustApply(new DeleteRoute(route));

    Check.that(seen.at(net.key()).isEmpty(), "still read back");
    Check.that(!stage.world().holds(route), "still in the kernel");
  }

  @Rule(id = "APPLY-10", promise = "every kind of route reads back as the one that was wanted")
  static void everyKindReadsBack(Stage stage, Net net) {
    Opened opened = stage.start();
    List<DesiredRoute> wanted = new ArrayList<>();
    RouteKey inTable = new RouteKey(TABLE, net.family().defaultPrefix(), 0);
    wanted.add(Net.wanted(inTable, net.via0()));
    wanted.add(Net.wanted(net.key(), new Forward(Optional.of(Net.WAN0), Optional.empty(), false)));
    wanted.add(
        Net.wanted(
            net.otherKey(), new Forward(Optional.of(Net.WAN0), Optional.of(net.refusing()), true)));
    wanted.add(new DesiredRoute(place(net, 1), net.via0(), Optional.of(net.own0().address())));
    int metric = 2;
    for (RouteType type : RouteType.values()) {
      if (type != RouteType.UNICAST) {
        wanted.add(new DesiredRoute(place(net, metric++), new Discard(type), Optional.empty()));
      }
    }

    for (DesiredRoute route : wanted) {
      Seen seen = opened.install(route);
      List<ObservedRoute> there = seen.at(route.key());
      Check.that(
          there.size() == 1 && route.isSatisfiedBy(there.getFirst()),
          "wanted %s, read back %s",
          route,
          there);
    }
  }

  private static RouteKey place(Net net, long metric) {
    return new RouteKey(RouteTable.MAIN, net.prefix(), metric);
  }

  @Rule(id = "APPLY-11 PATH-1", promise = "rules are added, read back and deleted like routes")
  static void rules(Stage stage, Net net) {
    Opened opened = stage.start();
    RouteRule byDevice = rule(net, Optional.of(Net.WAN0), Optional.empty(), 0);
    RouteRule byMark = rule(net, Optional.empty(), Optional.empty(), 0x72);
    RouteRule bySource =
        rule(net, Optional.empty(), Optional.of(Cidr.host(net.own0().address())), 0);
    for (RouteRule rule : List.of(byDevice, byMark, bySource)) {
      Seen seen = opened.mustApply(new AddRule(rule));

      Check.that(seen.kernel().rules().contains(rule), "%s not in %s", rule, seen.kernel().rules());
      Check.that(stage.world().holds(rule, Stage.PROTOCOL), "not in the kernel: %s", rule);
      Seen after = opened.mustApply(new DeleteRule(rule), new DeleteRule(rule));
      Check.equal("rules left", List.of(), after.kernel().rules());
      Check.that(!stage.world().holds(rule, Stage.PROTOCOL), "still in the kernel: %s", rule);
    }
  }

  @Rule(
      id = "APPLY-12",
      promise = "changes that are given by the thread that tells, while it tells, are carried out")
  static void givenWhileTold(Stage stage, Net net) {
    Opened opened = stage.start();
    AddRoute added = new AddRoute(Net.wanted(net.key(), net.via1()));
    List<ApplyResult> results = Collections.synchronizedList(new ArrayList<>());
    opened
        .recorder()
        .whenTold(
            () -> opened.platform().routes().apply(List.of(added)).thenAccept(results::addAll));

    stage.world().setUp(Net.WAN0, false);

    Check.that(stage.world().await(() -> !results.isEmpty()), "no result came");
    Check.equal("results", List.of(new Applied(added)), results);
    ObservedRoute route = Net.made(net.key(), net.via1(), Stage.PROTOCOL);
    Check.that(opened.now().holds(route), "not read back: %s", opened.now().kernel());
  }

  private static RouteRule rule(
      Net net, Optional<LinkName> device, Optional<Cidr> from, long mark) {
    IpFamily family = net.family();
    return new RouteRule(
        family, 11400, device, from, Optional.of(Cidr.host(net.target())), mark, TABLE);
  }
}
