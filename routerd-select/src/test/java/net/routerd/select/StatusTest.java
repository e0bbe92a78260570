package net.routerd.select;

import static net.routerd.select.Given.config;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.ref;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.tunnel;
import static net.routerd.select.Given.twoUplinks;
import static net.routerd.select.Given.up;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import net.routerd.model.ResourceRef;
import net.routerd.model.link.OperState;
import net.routerd.model.net.RouteTable;
import net.routerd.model.status.LinkStatus;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.Reason;
import net.routerd.model.status.RouteStatus;
import net.routerd.model.status.Status;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is written down (semantics 8). */
class StatusTest {

  private static World settled() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ZERO));
    world.settle();
    world.pass("check0", "check1");
    return world;
  }

  private static LinkStatus link(World world, String ref) {
    return world.last().statuses().find(ref(ref), LinkStatus.class).orElseThrow();
  }

  @Test
  @DisplayName("STA-1 Installed means read back: Pending while the change is on its way")
  void installedMeansReadBack() {
    World world = new World(config(route("r").device(device("wan0")).build()));
    world.link(up("wan0", 1));

    Decision first = world.decide();
    assertThat(world.route("IPv4Route/r").phase()).isEqualTo("Pending");
    assertThat(world.route("IPv4Route/r").reason()).isEqualTo(Reason.INSTALLING);

    first.plan().changes().forEach(change -> world.kernel.apply(change, 114));
    world.decide();
    assertThat(world.route("IPv4Route/r").phase()).isEqualTo("Installed");

    world.kernel.routes.clear();
    world.decide();
    assertThat(world.route("IPv4Route/r").phase()).isEqualTo("Pending");
  }

  @Test
  @DisplayName("STA-1 what was decided is apart from what the kernel holds")
  void decidedIsNotInstalled() {
    World world = settled();
    world.unplug("wan0");

    world.decide();

    RouteStatus route = world.route("IPv4Route/default-route");
    assertThat(world.selected("wan")).contains("wan1");
    assertThat(route.phase()).isEqualTo("Pending");
    assertThat(route.device()).contains(Given.dev("wan1"));
    assertThat(route.gateway()).contains(Given.ip("10.0.1.1"));
    assertThat(route.table()).isEqualTo(RouteTable.MAIN);
  }

  @Test
  @DisplayName("STA-1 the policy shows the choice and every candidate")
  void thePolicyShowsTheChoice() {
    PolicyStatus status = settled().policy("wan");

    assertThat(status.phase()).isEqualTo("Applied");
    assertThat(status.selectedCandidate()).contains("wan0");
    assertThat(status.selectedSource()).contains(ref("Interface/wan0"));
    assertThat(status.selectedDevice()).contains(Given.dev("wan0"));
    assertThat(status.selectedGateway()).contains(Given.ip("10.0.0.1"));
    assertThat(status.selectedWeight()).contains(100);
    assertThat(status.destinationCidrs()).containsExactly(Given.ANYWHERE);
    assertThat(status.candidates())
        .extracting(c -> c.name() + " " + c.ready() + " " + c.selected() + " " + c.weight())
        .containsExactly("wan0 true true 100", "wan1 true false 50");
  }

  @Test
  @DisplayName("STA-1, RT-8 a device is Up, Down or Missing; absent fields are left out")
  void devices() {
    World world = new World(config(iface("wan0"), tunnel("t", "tun0")));
    world.link(up("wan0", 4, "10.0.0.2/24"));
    world.link(Given.with(up("tun0", 5), true, false, OperState.DOWN));
    world.settle();

    assertThat(link(world, "Interface/wan0").phase()).isEqualTo("Up");
    assertThat(link(world, "Interface/wan0").ifindex()).contains(4);
    assertThat(link(world, "Interface/wan0").mtu()).contains(1500);
    assertThat(link(world, "Interface/wan0").addresses()).hasToString("[10.0.0.2/24]");
    assertThat(link(world, "DSLiteTunnel/t").phase()).isEqualTo("Down");
    assertThat(link(world, "DSLiteTunnel/t").operState()).contains(OperState.DOWN);

    world.remove("wan0");
    world.settle();
    assertThat(link(world, "Interface/wan0").phase()).isEqualTo("Missing");
    assertThat(link(world, "Interface/wan0").device()).isEmpty();
    assertThat(link(world, "Interface/wan0").ifindex()).isEmpty();
  }

  @Test
  @DisplayName("STA-2 a status changes only when a value changes, time alone changes none")
  void timeAloneChangesNothing() {
    World world = settled();
    Map<ResourceRef, Status> before = world.last().statuses().statuses();

    world.advance(Duration.ofMillis(300)).settle();

    assertThat(world.last().statuses().statuses()).isEqualTo(before);
  }

  @Test
  @DisplayName("STA-2 a snapshot is immutable, and what happens later does not reach it")
  void aSnapshotIsImmutable() {
    World world = settled();
    Map<ResourceRef, Status> snapshot = world.last().statuses().statuses();

    world.unplug("wan0");
    world.settle();

    assertThat(snapshot.get(ref("EgressRoutePolicy/wan")))
        .isInstanceOfSatisfying(
            PolicyStatus.class, policy -> assertThat(policy.selectedCandidate()).contains("wan0"));
    assertThatThrownBy(snapshot::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  @DisplayName("STA-2 every resource has a status, and so has what the program published")
  void everyResourceHasAStatus() {
    World world = settled();
    world.publish("DHCPv4Lease/x", "Bound", "mtu", 1400);
    world.settle();

    assertThat(world.last().statuses().statuses())
        .containsKeys(world.configuration.resources().keySet().toArray(ResourceRef[]::new))
        .containsEntry(ref("DHCPv4Lease/x"), Given.published("Bound", "mtu", 1400));
  }

  @Test
  @DisplayName(
      "STA-2, ENG-1 the decision says when time alone asks for another, and when it is done")
  void decidedAndWakeUp() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ZERO));
    assertThat(world.decide().decided()).as("changes are due").isFalse();
    assertThat(world.settle().decided()).as("no verdict yet").isFalse();

    Decision done = world.pass("check0", "check1");

    assertThat(done.decided()).isTrue();
    assertThat(done.wakeUpNanos()).hasValue(world.nanos + 3_500_000_001L);
  }
}
