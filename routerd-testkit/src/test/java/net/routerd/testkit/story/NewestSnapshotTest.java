package net.routerd.testkit.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import net.routerd.api.Routerd;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.status.ExternalStatus;
import net.routerd.model.status.PolicyStatus;
import net.routerd.spi.ForwardingPlatform;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformProvider;
import net.routerd.spi.PlatformSupport;
import net.routerd.testkit.FakeMachine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A platform that has read what it has not told yet")
class NewestSnapshotTest {

  private static final String POLICY = "ipv4-default";
  private static final RouterConfig TWO = Configs.twoUplinks(Duration.ofSeconds(10));
  private static final ResourceRef LEASE = ResourceRef.parse("DHCPv4Lease/any");

  private final FakeMachine machine = new FakeMachine();
  private final Routerd routerd =
      Routerd.builder().configuration(TWO).platform(new Quiet()).build();

  /** What makes the engine decide. None has to do with the device that is lost. */
  enum Asked {
    RELOAD,
    PUBLISH,
    UNPUBLISH,
    RELEASE,
    PROBE
  }

  private void ask(Asked asked) {
    switch (asked) {
      case RELOAD -> routerd.reload(TWO);
      case PUBLISH -> routerd.publish(LEASE, ExternalStatus.builder().phase("Bound").build());
      case UNPUBLISH -> routerd.unpublish(LEASE);
      case RELEASE -> routerd.release(POLICY);
      case PROBE -> machine.time().advance(Duration.ofMillis(1100));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("ENG-3 whatever asks for a decision, it is made on the newest snapshots")
  void everyDecisionReadsTheNewestSnapshots(Asked asked) {
    for (int i = 0; i < 2; i++) {
      machine.links().add("wan" + i).address("10.0." + i + ".2/24");
      machine.network().gateway("wan" + i, "10.0." + i + ".1").answersEverything();
    }
    routerd.start();
    machine.time().advance(Duration.ofSeconds(2));
    assertThat(selected()).contains("wan0");
    machine.links().device("wan0").carrier(false);
    machine.time().advance(Duration.ofNanos(1));
    assertThat(selected()).as("nothing was told").contains("wan0");

    ask(asked);
    machine.time().advance(Duration.ofNanos(1));

    assertThat(selected()).contains("wan1");
  }

  private Optional<String> selected() {
    return routerd.status().policy(POLICY).flatMap(PolicyStatus::selectedCandidate);
  }

  @AfterEach
  void close() {
    routerd.close();
  }

  /** Opens the machine's platform, and keeps its notifications back. */
  private final class Quiet implements PlatformProvider {

    @Override
    public String name() {
      return machine.provider().name();
    }

    @Override
    public PlatformSupport support() {
      return machine.provider().support();
    }

    @Override
    public Platform open(PlatformOptions options) {
      return new ForwardingPlatform(machine.provider().open(options)) {
        @Override
        public void start(PlatformListener listener) {
          super.start(new Unheard());
        }
      };
    }
  }

  private static final class Unheard implements PlatformListener {
    @Override
    public void changed() {}

    @Override
    public void failed(PlatformException cause) {}
  }
}
