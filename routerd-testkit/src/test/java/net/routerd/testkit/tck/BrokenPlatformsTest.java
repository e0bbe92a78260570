package net.routerd.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.routerd.testkit.tck.ContractRule.Outcome;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The contract catches broken platforms")
class BrokenPlatformsTest {

  private static Stream<Defect> defects() {
    return Stream.of(
            LinkDefects.ALL,
            RouteDefects.ALL,
            NextHopDefects.ALL,
            ProbeDefects.ALL,
            LifeDefects.ALL)
        .flatMap(List::stream);
  }

  private static String id(ContractRule rule) {
    return rule.id().split(" ", 2)[0];
  }

  @TestFactory
  Stream<DynamicTest> eachByTheRuleThatIsAboutIt() {
    return defects().map(d -> DynamicTest.dynamicTest(d.toString(), () -> isCaught(d)));
  }

  private static void isCaught(Defect defect) {
    List<Outcome> outcomes =
        PlatformContract.of(defect).rules().stream()
            .filter(rule -> id(rule).equals(defect.rule()))
            .map(ContractRule::outcome)
            .toList();

    assertThat(outcomes)
        .as("by an assertion, not by an accident")
        .anySatisfy(
            o ->
                assertThat(o)
                    .isInstanceOfSatisfying(
                        Outcome.Broken.class,
                        b -> assertThat(b.cause()).isInstanceOf(AssertionError.class)));
  }

  @Test
  void everyRuleCanBeBroken() {
    List<String> rules =
        PlatformContract.of(new FakePlatformContractTest.Fake()).rules().stream()
            .map(BrokenPlatformsTest::id)
            .distinct()
            .toList();

    assertThat(defects().map(Defect::rule).distinct()).containsExactlyInAnyOrderElementsOf(rules);
  }
}
