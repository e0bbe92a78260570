package net.routerd.select;

import static net.routerd.select.Given.twoUplinks;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.status.Reason;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an operator asks for is an input like any other (ENG-8). */
class DirectivesTest {

  private static World bothHealthy() {
    World world = World.ofTwoUplinks(twoUplinks(Duration.ofSeconds(30)));
    world.settle();
    world.pass("check0", "check1");
    assertThat(world.selected("wan")).contains("wan0");
    return world;
  }

  private static void pin(World world, String candidate) {
    world.directives.put("wan", new Directives(Set.of(), Optional.of(candidate)));
  }

  @Test
  @DisplayName("ENG-8 a drained candidate is left at once, still probed, and shown as Drained")
  void drain() {
    World world = bothHealthy();

    world.directives.put("wan", new Directives(Set.of("wan0"), Optional.empty()));
    world.settle();

    assertThat(world.selected("wan")).contains("wan1");
    assertThat(world.candidate("wan", "wan0").reason()).isEqualTo(Reason.DRAINED);
    assertThat(world.isProbed("check0")).isTrue();
  }

  @Test
  @DisplayName("ENG-8, SEL-4 a drained one that is released waits for hysteresis like any other")
  void releaseAfterDrain() {
    World world = bothHealthy();
    world.directives.put("wan", new Directives(Set.of("wan0"), Optional.empty()));
    world.settle();

    world.directives.clear();
    world.settle();
    assertThat(world.selected("wan")).contains("wan1");
    assertThat(world.candidate("wan", "wan0").reason()).isEqualTo(Reason.HYSTERESIS);
  }

  @Test
  @DisplayName("ENG-8 a pinned candidate carries the traffic, and the status says so")
  void pinned() {
    World world = bothHealthy();

    pin(world, "wan1");
    world.settle();

    assertThat(world.selected("wan")).contains("wan1");
    assertThat(world.policy("wan").reason()).isEqualTo(Reason.PINNED);
    assertThat(world.candidate("wan", "wan0").reason()).isEqualTo(Reason.OTHER_PINNED);

    world.directives.clear();
    world.settle();
    assertThat(world.selected("wan")).contains("wan0");
  }

  @Test
  @DisplayName("ENG-8 a pin holds only while the candidate is ready")
  void aPinHoldsOnlyWhileReady() {
    World world = bothHealthy();
    pin(world, "wan1");
    world.settle();

    world.failThrice("check1");
    assertThat(world.selected("wan")).contains("wan0");

    world.pass("check1");
    assertThat(world.selected("wan")).as("ready again").contains("wan1");
  }

  @Test
  @DisplayName(
      "ENG-8, SEL-10 what is asked of one policy does not reach another; an unknown name is"
          + " nothing")
  void onlyThatPolicy() {
    World world = bothHealthy();
    world.directives.put("other", new Directives(Set.of("wan0"), Optional.of("wan1")));
    pin(world, "nobody");

    world.settle();

    assertThat(world.selected("wan")).contains("wan0");
    assertThat(world.policy("wan").reason()).isEqualTo(Reason.SELECTED);
  }
}
