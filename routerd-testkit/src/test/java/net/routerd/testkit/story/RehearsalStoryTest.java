package net.routerd.testkit.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.routerd.api.Routerd;
import net.routerd.api.RouterdEvent;
import net.routerd.model.status.StatusSnapshot;
import net.routerd.spi.ForwardingPlatform;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformProvider;
import net.routerd.spi.PlatformSupport;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The engine rehearses failovers on a platform that wants it")
class RehearsalStoryTest {

  private final FakeMachine machine = new FakeMachine();
  private final List<Runnable> asked = new ArrayList<>();
  private final List<RouterdEvent> events = new ArrayList<>();
  private final Routerd routerd =
      Routerd.builder()
          .configuration(Configs.twoUplinks(Duration.ofSeconds(10)))
          .platform(new Rehearsing())
          .listener(events::add)
          .build();

  private final class Rehearsing implements PlatformProvider {
    @Override
    public String name() {
      return "a fake one that rehearses";
    }

    @Override
    public PlatformSupport support() {
      return new PlatformSupport.Usable();
    }

    @Override
    public Platform open(PlatformOptions options) {
      return new ForwardingPlatform(machine.provider().open(options)) {
        @Override
        public void rehearse(Runnable decisions) {
          asked.add(decisions);
        }
      };
    }
  }

  @BeforeEach
  void start() {
    for (int i = 0; i < 2; i++) {
      machine.links().add("wan" + i).address("10.0." + i + ".2/24");
      machine.network().gateway("wan" + i, "10.0." + i + ".1").answersEverything();
    }
    routerd.start();
  }

  @AfterEach
  void close() {
    routerd.close();
  }

  private void pass(int seconds) {
    machine.time().advance(Duration.ofSeconds(seconds));
  }

  @Test
  @DisplayName("once, when everything is decided for the first time, and never again")
  void once() {
    assertThat(asked).isEmpty();

    pass(60);
    machine.links().device("wan0").carrier(false);
    pass(60);

    assertThat(asked).hasSize(1);
  }

  @Test
  @DisplayName("a rehearsal tells nobody, changes nothing, and the engine goes on as before")
  void changesNothing() {
    pass(2);
    StatusSnapshot before = routerd.status();
    events.clear();

    asked.getFirst().run();
    machine.time().runUntilIdle();

    assertThat(routerd.status()).isEqualTo(before);
    assertThat(events).isEmpty();
    assertThat(machine.kernel().lookup(Flow.to("8.8.8.8")).toString()).contains("wan0");
    machine.links().device("wan0").carrier(false);
    machine.time().runUntilIdle();
    assertThat(machine.kernel().lookup(Flow.to("8.8.8.8")).toString()).contains("wan1");
  }
}
