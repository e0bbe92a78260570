package net.routerd.testkit.tck;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.routerd.testkit.tck.ContractRule.Outcome;

/**
 * The contract of {@link net.routerd.spi.Platform} for one platform: what an engine relies on, and
 * nothing about how it is done.
 */
public final class PlatformContract {

  private final List<ContractRule> rules;

  private PlatformContract(List<ContractRule> rules) {
    this.rules = rules;
  }

  /**
   * Returns the contract for a platform. Nothing is opened yet.
   *
   * @param platform makes worlds and opens the platform in them
   * @param <W> the world
   * @return the contract
   */
  public static <W extends World> PlatformContract of(PlatformUnderTest<W> platform) {
    return new PlatformContract(Rules.of(() -> Stage.open(platform)));
  }

  /**
   * Returns the rules. Each makes a world of its own, so that they may run in any order.
   *
   * @return the rules; those for IPv4 and IPv6 are two each
   */
  public List<ContractRule> rules() {
    return rules;
  }

  /**
   * Returns what no kit can try, so that an implementer knows what is left to tests of his own.
   *
   * @return the promises with the reasons
   */
  public List<UntestedRule> untested() {
    return UntestedRules.ALL;
  }

  /**
   * Tries every rule, one after the other.
   *
   * @return what became of them
   */
  public ContractReport check() {
    Map<ContractRule, Outcome> outcomes = new LinkedHashMap<>();
    rules.forEach(rule -> outcomes.put(rule, rule.outcome()));
    return new ContractReport(outcomes, untested());
  }
}
