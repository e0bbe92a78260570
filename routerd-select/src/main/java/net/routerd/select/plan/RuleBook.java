package net.routerd.select.plan;

import java.util.List;
import net.routerd.model.persistent.PersistentMap;
import net.routerd.model.route.RouteRule;
import net.routerd.select.incremental.Graph;
import net.routerd.select.incremental.Inputs;
import net.routerd.select.incremental.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * The wanted rules. Where two paths would get the same selectors for their replies, the first keeps
 * them: the reverse path filter only looks at the device, and that is the same.
 */
public final class RuleBook {

  private final Claims<Object, ProbePath, RouteRule> claims = new Claims<>(this::counts);
  private final Inputs<RouteRule, Boolean> wanted;
  private final Versioned<RouteRule, RouteRule> rules = new Versioned<>();
  private final Touch touch;

  /**
   * Makes an empty one.
   *
   * @param graph whose cells read it
   * @param touch told each rule that is wanted now or no more
   */
  public RuleBook(Graph graph, Touch touch) {
    wanted = new Inputs<>(graph);
    this.touch = touch;
  }

  void follow(ProbePath path, List<RouteRule> before, List<RouteRule> after) {
    before.stream()
        .filter(rule -> !after.contains(rule))
        .forEach(rule -> claims.release(selectors(rule), path));
    after.stream()
        .filter(rule -> !before.contains(rule))
        .forEach(rule -> claims.claim(selectors(rule), path, rule));
  }

  private static Object selectors(RouteRule rule) {
    return rule.from().isEmpty() ? rule : List.of(rule.from(), rule.to());
  }

  private void counts(Object selectors, @Nullable RouteRule before, @Nullable RouteRule after) {
    if (before != null) {
      set(before, false);
    }
    if (after != null) {
      set(after, true);
    }
  }

  private void set(RouteRule rule, boolean isWanted) {
    wanted.set(rule, isWanted ? true : null);
    rules.set(rule, isWanted ? rule : null);
    touch.rule(rule);
  }

  /**
   * Tells whether a rule is wanted.
   *
   * @param rule the rule
   * @return true if it is
   */
  public boolean isWanted(RouteRule rule) {
    return wanted.get(rule) != null;
  }

  /**
   * Returns all wanted rules.
   *
   * @return the rules, each by itself
   */
  public PersistentMap<RouteRule, RouteRule> rules() {
    return rules.snapshot();
  }
}
