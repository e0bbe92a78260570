package net.routerd.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import net.routerd.spi.PlatformProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The fake platform keeps the contract")
class FakePlatformContractTest {

  static final class Fake implements PlatformUnderTest<FakeWorld> {
    @Override
    public FakeWorld world() {
      return new FakeWorld();
    }

    @Override
    public PlatformProvider provider(FakeWorld world) {
      return world.machine().provider();
    }
  }

  @TestFactory
  Stream<DynamicTest> rules() {
    return PlatformContract.of(new Fake()).rules().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.toString(), rule::run));
  }

  @Test
  void noRuleIsLeftOutAndWhatNoKitCanTryIsListed() {
    ContractReport report = PlatformContract.of(new Fake()).check();

    report.throwIfBroken();
    assertThat(report.broken(Strength.SHOULD)).isEmpty();
    assertThat(report.untested()).isEmpty();
    assertThat(report.toString())
        .contains("APPLY-1 STA-1", "MUST", "held", "not tried by any kit", "RT-2 no packet");
  }
}
