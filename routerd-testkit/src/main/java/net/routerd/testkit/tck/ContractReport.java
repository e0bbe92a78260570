package net.routerd.testkit.tck;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.routerd.testkit.internal.TextTable;
import net.routerd.testkit.tck.ContractRule.Outcome;

/** What became of every rule of the contract on one platform. */
public final class ContractReport {

  private final Map<ContractRule, Outcome> outcomes;
  private final List<UntestedRule> untested;

  ContractReport(Map<ContractRule, Outcome> outcomes, List<UntestedRule> untested) {
    this.outcomes = new LinkedHashMap<>(outcomes);
    this.untested = untested;
  }

  /**
   * Returns the rules that the platform broke.
   *
   * @param strength how much they bind
   * @return the rules, in the contract's order
   */
  public List<ContractRule> broken(Strength strength) {
    return outcomes.entrySet().stream()
        .filter(e -> e.getValue() instanceof Outcome.Broken)
        .map(Map.Entry::getKey)
        .filter(rule -> rule.strength() == strength)
        .toList();
  }

  /**
   * Returns the rules that could not be tried in this world.
   *
   * @return the rules, in the contract's order
   */
  public List<ContractRule> untested() {
    return outcomes.entrySet().stream()
        .filter(e -> e.getValue() instanceof Outcome.Untested)
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * Fails where a rule that binds is broken.
   *
   * @throws AssertionError with this report; what was seen of each broken rule is suppressed in it
   */
  public void throwIfBroken() {
    List<ContractRule> broken = broken(Strength.MUST);
    if (!broken.isEmpty()) {
      AssertionError failure = new AssertionError("the contract is broken\n" + this);
      broken.forEach(
          rule -> {
            if (outcomes.get(rule) instanceof Outcome.Broken(Throwable cause)) {
              failure.addSuppressed(cause);
            }
          });
      throw failure;
    }
  }

  /**
   * Returns a table of all rules, and under it what no kit can try.
   *
   * @return the table
   */
  @Override
  public String toString() {
    TextTable table = new TextTable("rule", "strength", "promise", "outcome");
    outcomes.forEach(
        (rule, outcome) ->
            table.row(rule.id(), rule.strength().toString(), rule.promise(), text(outcome)));
    TextTable never = new TextTable("not tried by any kit", "because");
    untested.forEach(rule -> never.row(rule.promise(), rule.reason()));
    return table + "\n" + never;
  }

  private static String text(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Held held -> "held";
      case Outcome.Broken(Throwable cause) -> "BROKEN: " + cause.getMessage();
      case Outcome.Untested(String reason) -> "untested: " + reason;
    };
  }
}
