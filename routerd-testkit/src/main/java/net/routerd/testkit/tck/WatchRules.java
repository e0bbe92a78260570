package net.routerd.testkit.tck;

import java.util.List;
import java.util.Set;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteChange.AddRule;
import net.routerd.model.route.RouteRule;
import net.routerd.testkit.tck.Recorder.Seen;

/** What happens to routes is seen, whoever does it, and whether or not the kernel says so. */
final class WatchRules {

  private WatchRules() {}

  private static ObservedRoute ours(Net net) {
    return Net.made(net.key(), net.via0(), Stage.PROTOCOL);
  }

  private static ObservedRoute foreign(Net net) {
    return Net.made(net.key(), net.via0(), Net.FOREIGN);
  }

  private static Opened withOurs(Stage stage, Net net) {
    Opened opened = stage.start();
    opened.install(Net.wanted(net.key(), net.via0()));
    return opened;
  }

  private static void watch(Opened opened, Net net) {
    opened.onEngine(
        () -> {
          opened.platform().routes().watch(Set.of(net.key()));
          return true;
        });
  }

  private static void refresh(Opened opened) {
    opened.onEngine(
        () -> {
          opened.platform().routes().refresh();
          return true;
        });
  }

  @Rule(id = "WATCH-1 RT-4", promise = "our route that somebody deletes is told")
  static void deletedBySomebody(Stage stage, Net net) {
    withOurs(stage, net)
        .told(
            "the deletion",
            () -> stage.world().deleteRoute(ours(net)),
            s -> s.at(net.key()).isEmpty());
  }

  @Rule(id = "WATCH-2 RT-4", promise = "our route that somebody changes is told as it is now")
  static void changedBySomebody(Stage stage, Net net) {
    ObservedRoute changed = Net.made(net.key(), net.via1(), Stage.PROTOCOL);

    withOurs(stage, net)
        .told(
            "the change",
            () -> stage.world().replaceRoute(changed),
            s -> s.holds(changed) && !s.holds(ours(net)));
  }

  @Rule(id = "WATCH-3 RT-1 RT-4", promise = "our route that a foreign one replaces is told as gone")
  static void replacedByAForeignOne(Stage stage, Net net) {
    withOurs(stage, net)
        .told("the loss", () -> stage.world().replaceRoute(foreign(net)), s -> !s.holds(ours(net)));
  }

  @Rule(id = "WATCH-4 RT-5", promise = "our route that goes with its device's going down is told")
  static void goneWithUp(Stage stage, Net net) {
    withOurs(stage, net)
        .told(
            "the silent loss",
            () -> stage.world().setUp(Net.WAN0, false),
            s -> s.at(net.key()).isEmpty() && !s.isUp(Net.WAN0));
  }

  @Rule(id = "WATCH-5 RT-5", promise = "our route that goes with its device is told")
  static void goneWithTheDevice(Stage stage, Net net) {
    withOurs(stage, net)
        .told(
            "the silent loss",
            () -> stage.world().deleteLink(Net.WAN0),
            s -> s.at(net.key()).isEmpty() && !s.links().containsKey(Net.WAN0));
  }

  @Rule(id = "WATCH-6 RT-5", promise = "our IPv4 route that goes with the last address is told")
  static void goneWithTheAddress(Stage stage) {
    Net net = Net.V4;
    withOurs(stage, net)
        .told(
            "the silent loss",
            () -> stage.world().removeAddress(Net.WAN0, net.own0()),
            s -> s.at(net.key()).isEmpty());
  }

  @Rule(id = "WATCH-7 RT-5", promise = "a route is not usable while its device has no carrier")
  static void usable(Stage stage, Net net) {
    Opened opened = withOurs(stage, net);

    opened.told(
        "not usable",
        () -> stage.world().setCarrier(Net.WAN0, false),
        s -> isUsable(s, net, false));
    opened.told(
        "usable", () -> stage.world().setCarrier(Net.WAN0, true), s -> isUsable(s, net, true));
  }

  private static boolean isUsable(Seen seen, Net net, boolean wanted) {
    List<ObservedRoute> there = seen.at(net.key());
    return there.size() == 1 && there.getFirst().usable() == wanted;
  }

  @Rule(id = "WATCH-8 RT-1", promise = "a foreign route at a watched key is shown from then on")
  static void aWatchedForeignRouteIsShown(Stage stage, Net net) {
    stage.world().addRoute(foreign(net));
    Opened opened = stage.start();

    opened.told("the foreign route", () -> watch(opened, net), s -> s.holds(foreign(net)));
    opened.told(
        "its end", () -> stage.world().deleteRoute(foreign(net)), s -> s.at(net.key()).isEmpty());
  }

  @Rule(id = "WATCH-9 RT-1", promise = "a foreign route that comes to a watched key is told")
  static void aForeignRouteThatComesIsShown(Stage stage, Net net) {
    Opened opened = stage.start();
    watch(opened, net);

    opened.told(
        "the foreign route",
        () -> stage.world().addRoute(foreign(net)),
        s -> s.holds(foreign(net)));
    opened.told(
        "its silent end",
        () -> stage.world().setUp(Net.WAN0, false),
        s -> s.at(net.key()).isEmpty());
  }

  @Rule(
      id = "WATCH-10",
      promise = "a foreign route that concerns no watched key is left out",
      strength = Strength.SHOULD)
  static void otherForeignRoutesAreLeftOut(Stage stage, Net net) {
    ObservedRoute elsewhere = Net.made(net.otherKey(), net.via0(), Net.FOREIGN);
    stage.world().addRoute(elsewhere);
    Opened opened = stage.start();
    watch(opened, net);

    opened.told(
        "the watched one", () -> stage.world().addRoute(foreign(net)), s -> s.holds(foreign(net)));

    Check.that(!opened.now().holds(elsewhere), "shown: %s", elsewhere);
  }

  @Rule(id = "WATCH-11 ENG-3", promise = "after a refresh the snapshot still is what there is")
  static void refreshIsTrue(Stage stage, Net net) {
    Opened opened = withOurs(stage, net);

    refresh(opened);
    opened.told(
        "a later change",
        () -> stage.world().setCarrier(Net.WAN1, false),
        s -> s.holds(ours(net)) && !s.isUp(Net.WAN1));
  }

  @Rule(
      id = "WATCH-12 ENG-3",
      promise = "nothing is told where nothing differs",
      strength = Strength.SHOULD)
  static void onlyDifferencesAreTold(Stage stage) {
    Opened opened = withOurs(stage, Net.V4);
    int before = opened.recorder().told().size();

    refresh(opened);
    opened.apply();
    refresh(opened);
    opened.told(
        "a change", () -> stage.world().setCarrier(Net.WAN1, false), s -> !s.isUp(Net.WAN1));

    List<Seen> told = opened.recorder().told();
    for (int i = Math.max(before, 1); i < told.size(); i++) {
      Check.that(!told.get(i).equals(told.get(i - 1)), "told twice: %s", told.get(i));
    }
  }

  @Rule(id = "WATCH-13 PATH-1", promise = "our rule that somebody deletes is told")
  static void aDeletedRuleIsTold(Stage stage, Net net) {
    Opened opened = stage.start();
    RouteRule rule = Probes.byDevice(net, net.target());
    opened.mustApply(new AddRule(rule));

    opened.told(
        "the deletion",
        () -> stage.world().deleteRule(rule, Stage.PROTOCOL),
        s -> s.kernel().rules().isEmpty());
  }
}
