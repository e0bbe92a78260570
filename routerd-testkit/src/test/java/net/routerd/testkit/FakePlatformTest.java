package net.routerd.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.routerd.model.link.Link;
import net.routerd.model.link.OperState;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.RouteChange.AddRoute;
import net.routerd.model.route.RouteChange.DeleteRoute;
import net.routerd.model.route.RouteChange.ReplaceRoute;
import net.routerd.spi.ApplyResult.Applied;
import net.routerd.spi.ApplyResult.Refused;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformOptions.Access;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A platform on a fake machine")
class FakePlatformTest {

  private final FakeMachine machine = new FakeMachine();
  private final FakeDevice wan0 = machine.links().add("wan0").address("172.17.0.2/24");
  private final FakeDevice wan1 = machine.links().add("wan1").address("172.17.1.2/24");
  private final Watcher watcher = Watcher.on(machine);

  private static final AddRoute ADD = new AddRoute(Watcher.defaultRoute("via 172.17.0.1 dev wan0"));

  @Test
  void bothSnapshotsAreCurrentAfterStart() {
    assertThat(watcher.platform().links().current()).containsOnlyKeys(wan0.name(), wan1.name());
    assertThat(watcher.routes()).isEmpty();
    assertThat(watcher.told()).isZero();
  }

  @Test
  @DisplayName("ENG-3 several changes at one instant are told once")
  void changesAreToldOnce() {
    Map<LinkName, Link> before = watcher.platform().links().current();

    wan0.carrier(false);
    wan1.down();

    assertThat(watcher.told()).isEqualTo(1);
    assertThat(before.values()).as("snapshots are immutable").allMatch(Link::isUp);
    assertThat(watcher.platform().links().current().values()).noneMatch(Link::isUp);
  }

  @Test
  @DisplayName("RDY-2 a device shows admin state, carrier and operational state")
  void aDeviceShowsItsStates() {
    wan0.carrier(false);
    wan1.operState(OperState.UNKNOWN).mtu(1460).rpFilter(1);

    assertThat(wan0.link().operState()).isEqualTo(OperState.DOWN);
    assertThat(wan0.link().adminUp()).isTrue();
    assertThat(wan1.link().isUp()).isTrue();
    assertThat(wan1.link().mtu()).isEqualTo(1460);
    assertThat(wan1.link().rpFilter()).isEqualTo(1);
  }

  @Test
  @DisplayName("RT-8 a number can be used again, and a deleted device is gone for good")
  void numbersAreReused() {
    int index = wan0.index();
    wan0.delete();

    FakeDevice again = machine.links().add("ppp0", index);

    assertThat(again.index()).isEqualTo(index);
    assertThatThrownBy(wan0::up).hasMessageContaining("was deleted");
    assertThatThrownBy(() -> machine.links().add("ppp1", index)).isInstanceOf(KernelRefusal.class);
  }

  @Test
  void anAppliedChangeHasBeenReadBack() {
    assertThat(watcher.apply(ADD)).containsExactly(new Applied(ADD));

    assertThat(watcher.routes())
        .hasToString("[0.0.0.0/0 table main via 172.17.0.1 dev wan0 proto 114]");
    assertThat(machine.kernel().lookup(Flow.to("8.8.8.8")))
        .hasToString("via 172.17.0.1 dev wan0 table main");
  }

  @Test
  @DisplayName("RT-10 a refusal carries errno and the kernel's words, and holds up no other change")
  void aRefusalHoldsUpNoOther() {
    AddRoute bad = new AddRoute(Watcher.defaultRoute("via 192.0.2.1 dev wan0 metric 7"));
    AddRoute missing = new AddRoute(Watcher.defaultRoute("dev nope0 metric 8"));

    assertThat(watcher.apply(bad, missing, ADD))
        .containsExactly(
            new Refused(bad, 101, "ENETUNREACH", "Nexthop has invalid gateway"),
            new Refused(missing, 19, "ENODEV", "no device nope0"),
            new Applied(ADD));
  }

  @Test
  @DisplayName("RT-1 a replacement of a foreign route is refused, a deletion never touches it")
  void foreignRoutesAreSafe() {
    machine.kernel().foreign().add("default via 172.17.0.9 dev wan0 proto dhcp");
    ReplaceRoute replace =
        new ReplaceRoute(
            Watcher.defaultRoute("via 172.17.0.1 dev wan0"), machine.kernel().routes().getLast());
    DeleteRoute delete = new DeleteRoute(machine.kernel().routes().getLast());

    assertThat(watcher.apply(replace, delete))
        .containsExactly(
            new Refused(replace, 17, "EEXIST", "not ours: " + delete.route()), new Applied(delete));
    assertThat(machine.kernel().lookup(Flow.to("8.8.8.8")))
        .hasToString("via 172.17.0.9 dev wan0 table main");
  }

  @Test
  @DisplayName("RT-2 a replacement leaves no instant without a route, delete and add does")
  void theHistoryShowsGaps() {
    Cidr everything = Cidr.parse("0.0.0.0/0");
    AddRoute other = new AddRoute(Watcher.defaultRoute("via 172.17.1.1 dev wan1"));
    watcher.apply(ADD);
    watcher.apply(new ReplaceRoute(other.route(), watcher.routes().getFirst()));
    assertThat(machine.kernel().everWithoutRoute(everything)).isFalse();

    watcher.apply(new DeleteRoute(watcher.routes().getFirst()), ADD);

    assertThat(machine.kernel().everWithoutRoute(everything)).isTrue();
    assertThat(machine.kernel().history())
        .filteredOn(c -> c.by() == KernelChange.By.ENGINE)
        .extracting(KernelChange::kind)
        .containsExactly(
            KernelChange.Kind.ADD_ROUTE,
            KernelChange.Kind.REPLACE_ROUTE,
            KernelChange.Kind.DELETE_ROUTE,
            KernelChange.Kind.ADD_ROUTE);
  }

  @Test
  void aReplacementWhereNothingStandsAnyMoreAdds() {
    watcher.apply(ADD);
    ReplaceRoute replace = new ReplaceRoute(ADD.route(), watcher.routes().getFirst());
    wan0.down().up();

    assertThat(watcher.apply(replace)).containsExactly(new Applied(replace));
    assertThat(watcher.routes()).hasSize(1);
  }

  @Test
  void foreignRoutesAreSeenAtWatchedKeysOnly() {
    machine.kernel().foreign().add("default via 172.17.0.9 dev wan0 proto dhcp");
    assertThat(watcher.told()).as("nobody watches the key").isZero();

    watcher.platform().routes().watch(Set.of(ADD.route().key()));

    assertThat(watcher.told()).isEqualTo(1);
    assertThat(watcher.routes())
        .hasToString("[0.0.0.0/0 table main via 172.17.0.9 dev wan0 proto 16]");
  }

  @Test
  @DisplayName("RT-4 our route deleted or edited by somebody is told")
  void ourRouteTouchedBySomebodyIsTold() {
    watcher.apply(ADD);
    machine.kernel().foreign().change("default via 172.17.1.1 dev wan1 proto 114");
    assertThat(watcher.told()).isEqualTo(1);
    machine.kernel().foreign().delete("default proto 114");
    assertThat(watcher.told()).isEqualTo(1);
    assertThat(watcher.routes()).isEmpty();
  }

  @Test
  void anObserverChangesNothing() {
    FakePlatform observer = machine.provider().open(new PlatformOptions(114, Access.OBSERVE));
    Watcher reader = new Watcher(observer);
    observer.start(reader);

    assertThat(reader.apply(ADD)).containsExactly(new Refused(ADD, 1, "EPERM", ""));
  }

  @Test
  @DisplayName("ENG-6 a second engine for a protocol number is refused with the first one's pid")
  void oneEngineControlsAProtocolNumber() {
    int pid = watcher.platform().pid();

    assertThatThrownBy(() -> machine.provider().open(Watcher.CONTROL))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("process " + pid);
    assertThat(machine.provider().opens()).isEqualTo(1);
    machine.provider().open(new PlatformOptions(115, Access.CONTROL));
    assertThat(machine.provider().opens()).isEqualTo(2);
  }

  @Test
  @DisplayName("RT-7 killed, it leaves its routes, and the next one finds them")
  void theNextOneFindsWhatAKilledOneLeft() {
    watcher.apply(ADD);
    watcher.platform().executor().execute(() -> wan1.delete());

    watcher.platform().kill();
    machine.time().runUntilIdle();
    Watcher next = Watcher.on(machine);

    assertThat(next.routes()).hasSize(1);
    assertThat(next.platform().links().current()).as("nothing of it ran on").hasSize(2);
  }

  @Test
  void everyChangeIsWatchedWhenItHappens() {
    List<String> seen = new ArrayList<>();
    machine.kernel().watch(c -> seen.add(c.kind() + " of " + machine.kernel().routes().size()));

    watcher.apply(ADD);
    wan0.down();

    assertThat(seen).startsWith("ADD_ROUTE of 3").hasSize(3);
  }

  @Test
  void aClosedPlatformTellsNothing() {
    watcher.platform().close();
    wan0.down();

    assertThat(watcher.told()).isZero();
    watcher.platform().close();
  }

  @Test
  @DisplayName("ENG-5 a platform that can no longer watch says so")
  void aPlatformFails() {
    PlatformException cause = new PlatformException("receive", "ENOBUFS (105)", "raise rmem_max");

    watcher.platform().fail(cause);

    assertThat(watcher.failures()).containsExactly(cause);
  }
}
