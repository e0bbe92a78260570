package net.routerd.testkit.junit;

import java.util.stream.Stream;
import net.routerd.testkit.tck.ContractRule;
import net.routerd.testkit.tck.PlatformContract;
import net.routerd.testkit.tck.PlatformUnderTest;
import net.routerd.testkit.tck.Strength;
import net.routerd.testkit.tck.Untestable;
import net.routerd.testkit.tck.World;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/**
 * Makes a test of every rule of the contract, for a {@link org.junit.jupiter.api.TestFactory}.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> contract() {
 *   return ContractTests.of(new MyPlatformUnderTest());
 * }
 * }</pre>
 */
public final class ContractTests {

  private ContractTests() {}

  /**
   * Returns a test for each rule, named by id, strength and promise. One that cannot be tried in
   * this world is aborted with the reason, as is a broken one that only SHOULD be kept.
   *
   * @param platform makes worlds and opens the platform in them
   * @param <W> the world
   * @return the tests
   */
  public static <W extends World> Stream<DynamicTest> of(PlatformUnderTest<W> platform) {
    return PlatformContract.of(platform).rules().stream().map(ContractTests::test);
  }

  static DynamicTest test(ContractRule rule) {
    return DynamicTest.dynamicTest(rule.toString(), () -> run(rule));
  }

  private static void run(ContractRule rule) {
    try {
      rule.run();
    } catch (Untestable cannot) {
      Assumptions.abort("untested: " + cannot.getMessage());
    } catch (AssertionError broken) {
      if (rule.strength() == Strength.MUST) {
        throw broken;
      }
      Assumptions.abort("not kept, though it should be: " + broken.getMessage());
    }
  }
}
