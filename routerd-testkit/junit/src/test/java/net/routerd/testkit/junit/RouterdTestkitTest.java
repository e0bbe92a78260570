package net.routerd.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformOptions.Access;
import net.routerd.testkit.FakeKernel;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.FakePlatform;
import net.routerd.testkit.ManualTime;
import net.routerd.testkit.RecordingListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

@DisplayName("The extension: a machine for each test")
@Isolated("one test looks at standard error")
class RouterdTestkitTest {

  private static final List<FakeMachine> SEEN = new ArrayList<>();

  @RouterdTestkit
  static class Passing {
    private final FakeMachine machine;

    Passing(FakeMachine machine) {
      this.machine = machine;
      SEEN.add(machine);
    }

    @BeforeEach
    void before(ManualTime time, FakeKernel kernel) {
      assertThat(time).isSameAs(machine.time());
      assertThat(kernel).isSameAs(machine.kernel());
    }

    @Test
    void first(FakePlatform platform, RecordingListener listener) {
      assertThat(platform).isSameAs(machine.platform());
      assertThat(listener.heard()).isEmpty();
    }

    @Test
    void second(FakeMachine same) {
      assertThat(same).isSameAs(machine);
      machine.provider().open(new PlatformOptions(7, Access.CONTROL));
    }

    @AfterEach
    void theyAreClosedLater() {
      assertThat(machine.platforms()).hasSize(1);
    }
  }

  @RouterdTestkit
  static class Failing {
    @Test
    void fails(FakeMachine machine) {
      machine.links().add("wan0").address("10.0.0.2/24");
      machine.time().advance(Duration.ofMillis(1500));
      machine.kernel().foreign().add("default via 10.0.0.1 dev wan0");
      throw new AssertionError("as it should");
    }

    @Test
    void passes(FakeMachine machine) {
      machine.links().add("wan7").address("10.0.7.2/24");
    }

    @AfterEach
    void thisIsNotPartOfIt(FakeKernel kernel) {
      kernel.foreign().addRule("to 1.1.1.1 lookup 7 priority 7");
    }
  }

  @RouterdTestkit
  static class FailingBefore {
    @BeforeEach
    void fails(FakeMachine machine) {
      machine.links().add("wan0").address("10.0.0.2/24");
      throw new AssertionError("as it should");
    }

    @Test
    void isNotReached() {
      throw new IllegalStateException("it is");
    }
  }

  @RouterdTestkit
  static class ForAll {
    @BeforeAll
    static void all(FakeMachine machine) {
      SEEN.add(machine);
    }

    @Test
    void isNotReached() {
      throw new IllegalStateException("it is");
    }
  }

  private static TestExecutionSummary run(Class<?> tests) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, summary);
    return summary.getSummary();
  }

  private static String printedBy(Class<?> tests) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertThat(run(tests).getTestsFailedCount()).isEqualTo(1);
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void eachTestHasAMachineOfItsOwnWhosePlatformsAreClosedAtTheEnd() {
    SEEN.clear();

    assertThat(run(Passing.class).getTestsSucceededCount()).isEqualTo(2);

    assertThat(SEEN).hasSize(2).doesNotHaveDuplicates();
    assertThat(SEEN).allSatisfy(machine -> assertThat(machine.platforms()).isEmpty());
  }

  @Test
  void aFailedTestPrintsTheKernelAndTheTimelineAndAPassedOneNothing() {
    assertThat(printedBy(Failing.class))
        .containsSubsequence(
            "the routes of the fake kernel when the test failed:\ndestination ",
            "0.0.0.0/0    main   0       via 10.0.0.1 dev wan0 ",
            "and how it came to that:\nat      who     what\n",
            "1.500s  kernel  FOREIGN ADD_ROUTE 0.0.0.0/0 table main via 10.0.0.1 dev wan0")
        .doesNotContain("wan7", "RULE")
        .containsOnlyOnce("when the test failed");
  }

  @Test
  void aFailureBeforeTheTestIsPrintedToo() {
    assertThat(printedBy(FailingBefore.class)).contains("10.0.0.0/24  main   0       dev wan0");
  }

  @Test
  void whatRunsOnceForAllTestsHasNoMachine() {
    SEEN.clear();

    assertThat(run(ForAll.class).getFailures())
        .singleElement()
        .satisfies(
            f ->
                assertThat(f.getException())
                    .hasMessageContaining("a fake machine belongs to one test"));
    assertThat(SEEN).isEmpty();
  }
}
