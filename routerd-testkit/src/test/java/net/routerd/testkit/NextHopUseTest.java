package net.routerd.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.NextHopObject;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange.AddNextHop;
import net.routerd.model.route.RouteChange.AddRoute;
import net.routerd.model.route.RouteChange.DeleteNextHop;
import net.routerd.model.route.RouteKey;
import net.routerd.spi.ApplyResult.Applied;
import net.routerd.spi.ApplyResult.Refused;
import net.routerd.spi.ApplyResult.Unknown;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the contract kit cannot see: the words of a refusal, and an answer that is lost. */
@DisplayName("What refers to a nexthop object of the fake kernel")
class NextHopUseTest {

  private static final long ID = 114_000_000;
  private static final AddRoute ROUTE =
      new AddRoute(
          new DesiredRoute(
              new RouteKey(RouteTable.MAIN, Cidr.parse("192.0.2.0/24"), 7),
              new RouteAction.Through(ID),
              Optional.empty()));

  private final FakeMachine machine = new FakeMachine();
  private final FakeDevice wan0 = machine.links().add("wan0").address("172.17.0.2/24");
  private final Watcher watcher = Watcher.on(machine);

  private static AddNextHop object(String gateway) {
    RouteAction.Forward hop =
        new RouteAction.Forward(
            Optional.of(new LinkName("wan0")), Optional.of(IpAddress.parse(gateway)), false);
    return new AddNextHop(new NextHopObject(ID, IpFamily.IPV4, hop));
  }

  private ObservedNextHop observed() {
    return watcher.platform().routes().current().nextHops().getFirst();
  }

  @Test
  @DisplayName("RT-1 an object that a route of others refers to stays until that is gone")
  void whatOthersReferToStays() {
    watcher.apply(object("172.17.0.1"));
    machine.kernel().foreign().add("203.0.113.0/24 nhid 114000000 proto 186");
    DeleteNextHop delete = new DeleteNextHop(observed());
    String user = "203.0.113.0/24 table main nhid 114000000 proto 186";

    assertThat(watcher.apply(delete))
        .containsExactly(new Refused(delete, 16, "EBUSY", "used by what is not ours: " + user));
    assertThat(observed().foreignUser()).contains(user);
    assertThat(machine.kernel().routes("203.0.113.0/24")).hasSize(1);

    machine.kernel().foreign().delete("203.0.113.0/24 proto 186");
    assertThat(watcher.apply(delete)).containsExactly(new Applied(delete));
    assertThat(machine.kernel().nextHops()).isEmpty();
  }

  @Test
  @DisplayName("RT-12 a route of a refused object is not sent, and says why")
  void aRouteOfARefusedObjectIsNotSent() {
    wan0.carrier(false);
    AddNextHop object = object("172.17.0.1");

    assertThat(watcher.apply(object, ROUTE))
        .containsExactly(
            new Refused(object, 100, "ENETDOWN", "Carrier for nexthop device is down"),
            new Refused(
                ROUTE,
                100,
                "ENETDOWN",
                "not sent, as its nexthop object was refused: Carrier for nexthop device is down"));
  }

  @Test
  @DisplayName("RT-12 where the answer about an object is lost, so is that about its routes")
  void aLostAnswerHoldsUp() {
    machine.inject(new PlatformFault.LoseAck(AddNextHop.class::isInstance, true, 1));

    assertThat(watcher.apply(object("172.17.0.1"), ROUTE)).allMatch(Unknown.class::isInstance);
    assertThat(machine.kernel().routes("192.0.2.0/24")).isEmpty();
    assertThat(watcher.apply(ROUTE)).containsExactly(new Applied(ROUTE));
  }
}
