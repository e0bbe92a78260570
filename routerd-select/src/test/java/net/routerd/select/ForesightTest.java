package net.routerd.select;

import static net.routerd.select.Given.address;
import static net.routerd.select.Given.candidate;
import static net.routerd.select.Given.check;
import static net.routerd.select.Given.config;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.following;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.selected;
import static net.routerd.select.Given.up;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import net.routerd.model.Candidate;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.WhenUnresolved;
import net.routerd.model.link.OperState;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteChange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That what is told ahead is what is decided is shown by {@link World#decide} in every story. */
class ForesightTest {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final long REST = 20_000_000;

  /** Both uplinks were judged well, and all is decided ahead that there is. */
  private static World rested(Resource... more) {
    Map<ResourceRef, Resource> all =
        new LinkedHashMap<>(Given.twoUplinks(Duration.ZERO).resources());
    Stream.of(more).forEach(resource -> all.put(resource.ref(), resource));
    World world = World.ofTwoUplinks(RouterConfig.of(List.copyOf(all.values())));
    world.settle();
    world.order("spare").ifPresent(order -> world.result("spare", ProbeOutcome.Kind.PASSED));
    world.pass("check0", "check1");
    world.advance(SECOND);
    world.settle();
    return world.advance(SECOND);
  }

  private static boolean isPrepared(World world) {
    long before = world.prepared;
    world.decide();
    return world.prepared > before;
  }

  @ParameterizedTest
  @EnumSource(names = {"DOWN", "LOWER_LAYER_DOWN", "UP"})
  @DisplayName("what changes when a device loses its carrier is told before anybody decides")
  void lostCarrier(OperState state) {
    World world = rested();
    world.change("wan0", link -> link.withoutCarrier(state));

    assertThat(isPrepared(world)).isTrue();
    assertThat(world.last().plan().changes()).isNotEmpty();
  }

  @Test
  @DisplayName("probes that go on as they did leave it as it is")
  void probesGoOn() {
    World world = rested();
    for (int i = 0; i < 5; i++) {
      world.advance(Duration.ofMillis(100));
      world.result("check1", ProbeOutcome.Kind.PASSED);
      world.decide();
    }
    OptionalLong due = world.incremental.lookAheadNanos();
    assertThat(due.orElseThrow()).as("nothing new to look at").isGreaterThan(world.nanos);

    world.unplug("wan0");

    assertThat(isPrepared(world)).isTrue();
  }

  @Test
  @DisplayName("a verdict that has changed makes it another question, whoever asks for the check")
  void verdict() {
    World world = rested(check("spare").sourceInterface("wan1").build());
    world.pass("check0", "check1");
    world.failThrice("spare");

    assertThat(world.incremental.lookAheadNanos()).hasValue(world.nanos + REST);
  }

  @Test
  @DisplayName("it is told whatever else there is to decide on, such as what a probe told")
  void togetherWithAResult() {
    World world = rested();
    world.result("check1", ProbeOutcome.Kind.TIMEOUT);
    world.unplug("wan0");

    assertThat(isPrepared(world)).isTrue();
  }

  @Test
  @DisplayName("it is not told where two devices lose their carrier together")
  void twoDevices() {
    World world = rested();
    world.unplug("wan0");
    world.unplug("wan1");

    assertThat(isPrepared(world)).isFalse();
  }

  @Test
  @DisplayName("it is not told where a device is gone, set down, or lost more than its carrier")
  void otherLosses() {
    World gone = rested();
    gone.remove("wan0");
    World down = rested();
    down.setDown("wan0");
    World renumbered = rested();
    renumbered.unplug("wan0");
    renumbered.change("wan0", link -> Given.withAddresses(link, "10.0.0.3/24"));
    World another = rested();
    another.unplug("wan0");
    another.link(up("lan0", 20));

    assertThat(List.of(gone, down, renumbered, another)).noneMatch(ForesightTest::isPrepared);
  }

  @Test
  @DisplayName("it is not told where somebody changed the kernel's routes together with the loss")
  void otherRoutes() {
    World world = rested();
    world.unplug("wan0");
    world.kernel.replace(Given.DEFAULT, Given.through("wan1"), 3);

    assertThat(isPrepared(world)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 0})
  @DisplayName("it holds until time alone may change it, here as a check is stale by then")
  void untilTimeChangesIt(long before) {
    World world = rested();
    long stale = world.last().wakeUpNanos().orElseThrow();
    world.advance(Duration.ofNanos(stale - world.nanos - before));
    world.unplug("wan0");

    assertThat(isPrepared(world)).isEqualTo(before > 0);
  }

  @Test
  @DisplayName("what time may have changed is looked at again, where a result has put that off")
  void lookedAtAgain() {
    World world = rested();
    long stale = world.last().wakeUpNanos().orElseThrow();
    world.advance(SECOND);
    world.result("check0", ProbeOutcome.Kind.PASSED).result("check1", ProbeOutcome.Kind.PASSED);
    world.decide();
    assertThat(world.incremental.lookAheadNanos()).as("all is known").hasValue(stale);
    world.advance(Duration.ofNanos(stale - world.nanos).plus(SECOND));
    world.unplug("wan0");

    assertThat(isPrepared(world)).isTrue();
  }

  @Test
  @DisplayName("HC-3 after a gap nothing is told as if the checks were stale")
  void afterAGap() {
    World world = rested(following("wan").whenUnresolved(WhenUnresolved.WITHDRAW).build());
    world.suspend(Duration.ofMinutes(1));
    world.decide();
    world.advance(SECOND);
    world.unplug("wan0");

    assertThat(isPrepared(world)).isTrue();
    assertThat(world.selected("wan")).contains("wan1");
  }

  @Test
  @DisplayName("it is told as well that nothing is wanted any more")
  void withdrawn() {
    World world = rested(following("wan").whenUnresolved(WhenUnresolved.WITHDRAW).build());
    world.unplug("wan0");
    world.settle();
    world.advance(SECOND);
    List<DesiredRoute> before = world.last().routes();
    world.unplug("wan1");

    assertThat(isPrepared(world)).isTrue();
    assertThat(WatchedKeys.differ(before, world.last().routes())).isTrue();
  }

  @Test
  @DisplayName("where more keys are wanted then nothing is told: they are to be watched first")
  void moreKeys() {
    World world =
        World.ofTwoUplinks(
            config(
                iface("wan0"),
                iface("wan1"),
                check("last").build(),
                policy(
                    "p",
                    candidate("wan0", 100).gateway(address("10.0.0.1")),
                    candidate("wan1", 50).gateway(address("10.0.1.1"))),
                policy(
                    "q",
                    Candidate.builder()
                        .name("like-p")
                        .device(device(selected("p", "Device")))
                        .gateway(address(selected("p", "Gateway")))
                        .weight(100)
                        .healthCheck("last"))));
    world.settle();
    world.pass("last");
    world.pass("last");
    world.settle();
    world.advance(SECOND);
    List<DesiredRoute> before = world.last().routes();
    world.unplug("wan0");

    assertThat(isPrepared(world)).isFalse();
    assertThat(WatchedKeys.grow(before, world.last().routes()))
        .as("another path to probe")
        .isTrue();
  }

  @Test
  @DisplayName("RT-10 what was refused is tried again with it, as a link event asks for")
  void refused() {
    World world = rested();
    World then = world.fork();
    then.unplug("wan0");
    RouteChange change = then.decide().plan().changes().getFirst();
    world.refusals.put(
        Refusal.subject(change),
        new Refusal(change, "EINVAL", 1, world.nanos + 1_000_000_000_000L));
    world.decide();
    world.advance(SECOND);
    world.unplug("wan0");

    assertThat(isPrepared(world)).isTrue();
  }

  @Test
  @DisplayName("nothing is told ahead that changes nothing")
  void nothingToChange() {
    World world = rested();
    world.unplug("wan1");

    assertThat(isPrepared(world)).isFalse();
    assertThat(world.last().plan().changes()).isEmpty();
  }

  @Test
  @DisplayName("it is not looked at right after a decision, and for one device at a time")
  void rests() {
    World world = World.ofTwoUplinks(Given.twoUplinks(Duration.ZERO));
    world.settle();
    world.pass("check0", "check1");
    world.settle();
    long decided = world.nanos;
    world.incremental.lookAhead(new Moment(decided + REST - 1, world.wall));
    assertThat(world.incremental.lookAheadNanos()).hasValue(decided + REST);
    world.incremental.lookAhead(new Moment(decided + REST, world.wall));
    assertThat(world.incremental.lookAheadNanos()).hasValue(decided + 2 * REST);
  }

  @Test
  @DisplayName("only devices that something of ours leads out by are looked at")
  void othersAreNotLookedAt() {
    World world = new World(config(route("r").device(device("wan0")).build()));
    world.link(up("wan0", 10, "10.0.0.2/24"));
    world.link(up("lan0", 20, "192.168.0.1/24"));
    world.settle();

    world.incremental.lookAhead(new Moment(world.nanos + REST, world.wall));

    assertThat(world.incremental.lookAheadNanos()).as("one look was all").isEmpty();
  }

  @Test
  @DisplayName("where very much is configured nothing is decided ahead")
  void tooMuch() {
    List<Resource> many = new ArrayList<>(Given.twoUplinks(Duration.ZERO).resources().values());
    for (int i = 0; i < 250; i++) {
      many.add(route("r" + i, "10.9." + i + ".0/24").device(device("wan0")).build());
    }
    World world = World.ofTwoUplinks(config(many.toArray(new Resource[0])));
    world.settle();

    assertThat(world.incremental.lookAheadNanos()).isEmpty();
  }
}
