package net.routerd.testkit.tck;

import java.util.List;
import java.util.Optional;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction.Forward;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteChange.AddRoute;
import net.routerd.model.route.RouteChange.DeleteRoute;
import net.routerd.model.route.RouteChange.DeleteRule;
import net.routerd.model.route.RouteChange.ReplaceRoute;
import net.routerd.model.route.RouteRule;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.ApplyResult.Refused;

/** What does not carry our protocol number is not touched (RT-1). */
final class OwnershipRules {

  static final int EEXIST = 17;

  private OwnershipRules() {}

  private static ObservedRoute foreign(Net net) {
    return Net.made(net.key(), net.via0(), Net.FOREIGN);
  }

  private static void mustBeRefused(Stage stage, Opened opened, Net net, RouteChange change) {
    ApplyResult result = opened.apply(change).only();

    Check.that(result instanceof Refused r && r.errno() == EEXIST, "not EEXIST: %s", result);
    Check.that(stage.world().holds(foreign(net)), "the foreign route is gone");
    Check.that(
        !stage.world().holds(Net.made(net.key(), net.via1(), Stage.PROTOCOL)),
        "ours stands beside the foreign one");
  }

  @Rule(id = "OWN-1 RT-1", promise = "adding where a foreign route stands is refused with EEXIST")
  static void addingIsRefused(Stage stage, Net net) {
    stage.world().addRoute(foreign(net));

    mustBeRefused(stage, stage.start(), net, new AddRoute(Net.wanted(net.key(), net.via1())));
  }

  @Rule(id = "OWN-2 RT-1", promise = "a foreign route is never replaced, though the kernel would")
  static void replacingIsRefused(Stage stage, Net net) {
    stage.world().addRoute(foreign(net));

    mustBeRefused(
        stage,
        stage.start(),
        net,
        new ReplaceRoute(Net.wanted(net.key(), net.via1()), foreign(net)));
  }

  @Rule(
      id = "OWN-3 RT-1 RT-4",
      promise = "a foreign route that took the place of ours is not replaced by who has not heard")
  static void replacingUnheardIsRefused(Stage stage, Net net) {
    Opened opened = stage.start();
    opened.install(Net.wanted(net.key(), net.via1()));
    ObservedRoute ours = Net.made(net.key(), net.via1(), Stage.PROTOCOL);
    stage.world().replaceRoute(foreign(net));

    mustBeRefused(stage, opened, net, new ReplaceRoute(Net.wanted(net.key(), net.via1()), ours));
  }

  @Rule(
      id = "OWN-4 RT-1",
      promise = "deleting ours where only a foreign route stands deletes nothing")
  static void deletingSparesTheForeign(Stage stage, Net net) {
    stage.world().addRoute(foreign(net));
    Opened opened = stage.start();

    opened.mustApply(new DeleteRoute(Net.made(net.key(), net.via0(), Stage.PROTOCOL)));

    Check.that(stage.world().holds(foreign(net)), "the foreign route is gone");
  }

  @Rule(id = "OWN-5 RT-1", promise = "deleting a rule spares the equal one of another program")
  static void deletingSparesTheForeignRule(Stage stage, Net net) {
    RouteRule rule =
        new RouteRule(
            net.family(),
            11400,
            Optional.empty(),
            Optional.empty(),
            Optional.of(Cidr.host(net.target())),
            0,
            new RouteTable(114000));
    stage.world().addRule(rule, Net.FOREIGN);
    Opened opened = stage.start();

    opened.apply(List.of(new DeleteRule(rule)));

    Check.that(stage.world().holds(rule, Net.FOREIGN), "the foreign rule is gone");
  }

  @Rule(
      id = "OWN-6 RT-1",
      promise = "what others append to our route is neither replaced nor deleted with it")
  static void whatOthersAppendStays(Stage stage, Net net) {
    ObservedRoute ours = Net.made(net.key(), net.via1(), Stage.PROTOCOL);
    Opened opened = stage.start();
    opened.install(Net.wanted(net.key(), net.via1()));
    stage.world().appendRoute(foreign(net));

    ApplyResult result =
        opened.apply(new ReplaceRoute(Net.wanted(net.key(), elsewhere(net)), ours)).only();
    opened.mustApply(new DeleteRoute(ours));

    Check.that(result instanceof Refused r && r.errno() == EEXIST, "not EEXIST: %s", result);
    Check.that(stage.world().holds(foreign(net)), "the foreign route is gone");
    Check.that(!stage.world().holds(ours), "ours is still there");
  }

  private static Forward elsewhere(Net net) {
    return new Forward(Optional.of(Net.WAN1), Optional.of(net.gateway1().address()), true);
  }
}
