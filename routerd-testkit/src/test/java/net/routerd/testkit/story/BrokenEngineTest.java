package net.routerd.testkit.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import net.routerd.api.EngineState;
import net.routerd.api.Routerd;
import net.routerd.api.RouterdEvent;
import net.routerd.model.RouterConfig;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.LinkMonitor;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformProvider;
import net.routerd.spi.PlatformSupport;
import net.routerd.spi.Prober;
import net.routerd.spi.RouteTables;
import net.routerd.spi.TimeSource;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.Flow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An engine whose loop dies")
class BrokenEngineTest {

  private static final RouterConfig TWO = Configs.twoUplinks(Duration.ofSeconds(10));

  private final FakeMachine machine = new FakeMachine();
  private final Defective defects = new Defective();
  private final List<RouterdEvent> events = new ArrayList<>();
  private final Routerd routerd =
      Routerd.builder().configuration(TWO).platform(defects).listener(events::add).build();

  @BeforeEach
  void running() {
    for (int i = 0; i < 2; i++) {
      machine.links().add("wan" + i).address("10.0." + i + ".2/24");
      machine.network().gateway("wan" + i, "10.0." + i + ".1").answersEverything();
    }
    routerd.start();
    pass(2);
    assertThat(trafficLeaves()).contains("dev wan0");
  }

  @AfterEach
  void close() {
    routerd.close();
    assertThat(routerd.state()).isEqualTo(EngineState.CLOSED);
  }

  private void pass(int seconds) {
    machine.time().advance(Duration.ofSeconds(seconds));
  }

  private String trafficLeaves() {
    return machine.kernel().lookup(Flow.to("8.8.8.8")).toString();
  }

  private void assertBroken(String cause) {
    assertThat(routerd.state()).isEqualTo(EngineState.BROKEN);
    assertThat(events).filteredOn(RouterdEvent.Broken.class::isInstance).hasSize(1);
    assertThat(events)
        .last()
        .isInstanceOfSatisfying(
            RouterdEvent.Broken.class, broken -> assertThat(broken.cause()).contains(cause));
    long turns = routerd.liveness();
    pass(600);
    assertThat(routerd.liveness()).as("the watchdog is not fed").isEqualTo(turns);
    assertThat(trafficLeaves()).as("the routes stay").contains("dev wan0");
    assertThatThrownBy(() -> routerd.reload(TWO)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("ENG-7 an engine with nothing to do shows life every second")
  void anIdleEngineShowsLife() {
    routerd.reload(Configs.oneUplink("wan1")); // without a check: nothing is probed
    pass(5);
    for (int second = 0; second < 60; second++) {
      long before = routerd.liveness();
      pass(1);
      assertThat(routerd.liveness()).isGreaterThan(before);
    }
  }

  @Test
  @DisplayName("ENG-7 no memory for a decision: Broken, the routes stay, liveness stands still")
  void noMemory() {
    defects.current = new OutOfMemoryError("Java heap space");
    machine.links().device("wan1").carrier(false);
    pass(1);

    assertBroken("OutOfMemoryError: Java heap space");
  }

  @Test
  @DisplayName("ENG-7 a call of the platform that throws: Broken, the routes stay")
  void aCallThatThrows() {
    defects.apply =
        () -> {
          throw new IllegalStateException("a defect of the platform");
        };
    machine.links().device("wan0").carrier(false);
    machine.time().runUntilIdle();

    assertBroken("a defect of the platform");
  }

  @Test
  @DisplayName("ENG-7 changes whose results never come, for they failed: Broken, not stuck")
  void anApplyThatFails() {
    defects.apply = () -> CompletableFuture.failedStage(new IllegalStateException("no results"));
    machine.links().device("wan0").carrier(false);
    machine.time().runUntilIdle();

    assertBroken("applying changes failed");
  }

  @Test
  @DisplayName("ENG-7 a reload that meets a defect tells its caller, and the engine is Broken")
  void aReloadThatMeetsADefect() {
    defects.apply =
        () -> {
          throw new StackOverflowError();
        };

    assertThatThrownBy(() -> routerd.reload(Configs.oneUplink("wan1")))
        .isInstanceOf(StackOverflowError.class);
    machine.time().runUntilIdle();
    assertBroken("StackOverflowError");
  }

  @Test
  @DisplayName("ENG-7 the turn in which a dead platform is told of is no sign of life")
  void theTurnOfTheDeathDoesNotCount() {
    PlatformListener told = Objects.requireNonNull(defects.listener);
    long turns = routerd.liveness();

    told.failed(new PlatformException("watch links", "OutOfMemoryError", "restart"));
    machine.time().runUntilIdle();

    assertThat(routerd.liveness()).isEqualTo(turns);
    assertBroken("OutOfMemoryError");
  }

  @Test
  @DisplayName("ENG-7 close after the death leaves the routes, and another engine takes over")
  void anotherEngineTakesOver() {
    defects.current = new OutOfMemoryError();
    machine.links().device("wan1").carrier(false);
    pass(1);
    routerd.close();
    assertThat(trafficLeaves()).contains("dev wan0");

    Routerd next = Routerd.builder().configuration(TWO).platform(machine.provider()).build();
    next.start();
    machine.links().device("wan0").carrier(false);
    machine.links().device("wan1").carrier(true);
    pass(5);
    assertThat(trafficLeaves()).contains("dev wan1");
    next.close();
  }

  /** The fake machine behind a platform with planted defects. */
  private final class Defective implements PlatformProvider {
    @Nullable Error current;
    @Nullable PlatformListener listener;
    @Nullable Supplier<CompletionStage<List<ApplyResult>>> apply;

    @Override
    public String name() {
      return "defective";
    }

    @Override
    public PlatformSupport support() {
      return new PlatformSupport.Usable();
    }

    @Override
    public Platform open(PlatformOptions options) {
      Platform sound = machine.provider().open(options);
      return new Platform() {
        @Override
        public TimeSource time() {
          return sound.time();
        }

        @Override
        public EngineExecutor executor() {
          return sound.executor();
        }

        @Override
        public LinkMonitor links() {
          return sound.links();
        }

        @Override
        public RouteTables routes() {
          return new DefectiveRoutes(sound.routes());
        }

        @Override
        public Prober prober() {
          return sound.prober();
        }

        @Override
        public void start(PlatformListener told) {
          listener = told;
          sound.start(told);
        }

        @Override
        public void close() {
          sound.close();
        }
      };
    }
  }

  private final class DefectiveRoutes implements RouteTables {
    private final RouteTables sound;

    DefectiveRoutes(RouteTables sound) {
      this.sound = sound;
    }

    @Override
    public KernelView current() {
      if (defects.current != null) {
        throw defects.current;
      }
      return sound.current();
    }

    @Override
    public void watch(Set<RouteKey> keys) {
      sound.watch(keys);
    }

    @Override
    public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
      return defects.apply == null ? sound.apply(changes) : defects.apply.get();
    }

    @Override
    public void refresh() {
      sound.refresh();
    }
  }
}
