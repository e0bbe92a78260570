package net.routerd.select;

import static net.routerd.select.Given.candidate;
import static net.routerd.select.Given.check;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.following;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.ref;
import static net.routerd.select.Given.up;
import static net.routerd.select.Given.uplink;
import static org.assertj.core.api.Assertions.assertThat;

import net.routerd.model.RouterConfig;
import net.routerd.model.WhenUnresolved;
import net.routerd.model.status.LinkStatus;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** When a decision is the last one, unless something happens (CLI-5, STA-2). */
class DecidedTest {

  private static final String ROUTE = "IPv4Route/default-route";

  private static RouterConfig checkedAndSpare() {
    return config(
        iface("wan0"),
        iface("spare"),
        check("check0").build(),
        policy("wan", uplink(0, 100), candidate("spare", 10)),
        following("wan").whenUnresolved(WhenUnresolved.WITHDRAW).build());
  }

  private static World settled() {
    World world = new World(checkedAndSpare());
    world.link(up("wan0", 1, "10.0.0.2/24")).link(up("spare", 2)).settle();
    return world;
  }

  @Test
  @DisplayName("CLI-5 a check that is probed is waited for, although another already carries")
  void aVerdictIsWaitedFor() {
    World world = settled();
    assertThat(world.route(ROUTE).phase()).isEqualTo("Installed");
    assertThat(world.last().decided()).as("check0 may still pass").isFalse();

    assertThat(world.pass("check0").decided()).isTrue();
  }

  @Test
  @DisplayName("CLI-5 a check that is not probed is not waited for")
  void whatIsNotProbedIsNotWaitedFor() {
    World world = new World(checkedAndSpare());

    assertThat(world.link(up("spare", 2)).settle().decided()).as("no wan0").isTrue();
  }

  @Test
  @DisplayName("CLI-5 a route that is Pending because every path is dead is decided")
  void everyPathIsDead() {
    World world = settled();
    world.pass("check0");
    world.unplug("spare");
    world.failThrice("check0");

    assertThat(world.route(ROUTE).phase()).isEqualTo("Pending");
    assertThat(world.last().decided()).isTrue();
  }

  @Test
  @DisplayName(
      "STA-2 what the program publishes of a resource that routerd decides is not its status")
  void publishedOfWhatIsDecided() {
    World world = settled();
    world.publish("Interface/spare", "Broken");
    world.settle();

    assertThat(world.last().statuses().statuses().get(ref("Interface/spare")))
        .isInstanceOf(LinkStatus.class);
  }
}
