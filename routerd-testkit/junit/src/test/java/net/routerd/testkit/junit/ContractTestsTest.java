package net.routerd.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.routerd.spi.PlatformProvider;
import net.routerd.testkit.tck.ContractRule;
import net.routerd.testkit.tck.FakeWorld;
import net.routerd.testkit.tck.PlatformContract;
import net.routerd.testkit.tck.PlatformUnderTest;
import net.routerd.testkit.tck.Strength;
import net.routerd.testkit.tck.Untestable;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class ContractTestsTest {

  private static final class Fake implements PlatformUnderTest<FakeWorld> {
    @Override
    public FakeWorld world() {
      return new FakeWorld();
    }

    @Override
    public PlatformProvider provider(FakeWorld world) {
      return world.machine().provider();
    }
  }

  private static void run(Strength strength, Throwable outcome) throws Throwable {
    ContractRule.Body body =
        () -> {
          if (outcome instanceof Untestable cannot) {
            throw cannot;
          }
          throw (AssertionError) outcome;
        };
    ContractTests.test(new ContractRule("X-1", strength, "a promise", body))
        .getExecutable()
        .execute();
  }

  @Test
  void everyRuleIsATestOfItsName() {
    assertThat(ContractTests.of(new Fake()).map(t -> t.getDisplayName()))
        .containsExactlyElementsOf(
            PlatformContract.of(new Fake()).rules().stream().map(ContractRule::toString).toList());
  }

  @Test
  void aRuleThatHoldsPasses() throws Throwable {
    ContractTests.of(new Fake()).findFirst().orElseThrow().getExecutable().execute();
  }

  @Test
  void aBrokenMustFails() {
    AssertionError broken = new AssertionError("seen this");

    assertThatThrownBy(() -> run(Strength.MUST, broken)).isSameAs(broken);
  }

  @Test
  void aBrokenShouldIsAbortedWithWhatWasSeen() {
    assertThatThrownBy(() -> run(Strength.SHOULD, new AssertionError("seen this")))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("not kept, though it should be: seen this");
  }

  @Test
  void whatCannotBeTriedIsAbortedWithTheReason() {
    assertThatThrownBy(() -> run(Strength.MUST, new Untestable("no bridge here")))
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("untested: no bridge here");
  }
}
