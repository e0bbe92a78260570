package net.routerd.select.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.model.route.RouteType;
import net.routerd.select.Settings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("RT-2 make before break: the order of a plan")
class PlanOrderTest {

  private static final Settings SETTINGS = Settings.STANDARD;
  private static final RouteTable PATHS = new RouteTable(SETTINGS.firstTable());
  private static final RouteAction.Forward HOP =
      new RouteAction.Forward(
          Optional.of(new LinkName("wan0")), Optional.of(IpAddress.parse("10.0.0.1")), false);
  private static final RouteAction NOWHERE = new RouteAction.Discard(RouteType.BLACKHOLE);
  private static final RouteRule RULE =
      new RouteRule(
          IpFamily.IPV4,
          SETTINGS.firstRulePriority(),
          Optional.of(new LinkName("wan0")),
          Optional.empty(),
          Optional.of(Cidr.parse("192.0.2.1/32")),
          0,
          PATHS);
  private static final long OBJECT = NextHopObject.firstId(SETTINGS.protocol());

  private static RouteKey key(RouteTable table, int number) {
    return new RouteKey(table, Cidr.parse("10." + number + ".0.0/16"), 0);
  }

  private static RouteChange add(RouteTable table, int number, RouteAction action) {
    return new RouteChange.AddRoute(new DesiredRoute(key(table, number), action, Optional.empty()));
  }

  private static ObservedRoute standing(RouteTable table, int number) {
    return new ObservedRoute(key(table, number), HOP, Optional.empty(), SETTINGS.protocol(), true);
  }

  private static RouteChange replace(RouteTable table, int number, RouteAction action) {
    return new RouteChange.ReplaceRoute(
        new DesiredRoute(key(table, number), action, Optional.empty()), standing(table, number));
  }

  /** A change of each step. */
  private static final List<RouteChange> IN_ORDER =
      List.of(
          new RouteChange.AddNextHop(new NextHopObject(OBJECT, IpFamily.IPV4, HOP)),
          add(RouteTable.MAIN, 1, new RouteAction.Through(OBJECT)),
          replace(RouteTable.MAIN, 2, NOWHERE),
          replace(PATHS, 3, NOWHERE),
          new RouteChange.AddRule(RULE),
          new RouteChange.DeleteRule(RULE),
          new RouteChange.DeleteRoute(standing(RouteTable.MAIN, 4)),
          new RouteChange.DeleteNextHop(
              new ObservedNextHop(OBJECT + 1, IpFamily.IPV4, HOP, SETTINGS.protocol())));

  @Test
  void theStepsComeInTheirOrder() {
    List<RouteChange> mixed = new ArrayList<>(IN_ORDER);
    for (int i = 0; i < IN_ORDER.size(); i++) {
      Collections.rotate(mixed, 1);
      assertThat(PlanOrder.of(mixed, SETTINGS).changes()).isEqualTo(IN_ORDER);
      assertThat(PlanOrder.of(mixed.reversed(), SETTINGS).changes()).isEqualTo(IN_ORDER);
    }
  }

  @Test
  void whatIsOfOneStepKeepsItsOrder() {
    List<RouteChange> ways =
        List.of(replace(RouteTable.MAIN, 2, HOP), add(RouteTable.MAIN, 1, HOP));

    assertThat(PlanOrder.of(ways, SETTINGS).changes()).isEqualTo(ways);
    assertThat(PlanOrder.of(ways.reversed(), SETTINGS).changes()).isEqualTo(ways.reversed());
  }
}
