package net.routerd.model;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A configuration, a resource or a published status that is refused, with everything that is wrong
 * with it at once (RES-7).
 */
public class ConfigException extends IllegalArgumentException {

  @Serial private static final long serialVersionUID = 1L;

  /** What is wrong. */
  @SuppressWarnings("serial") // an unmodifiable list of records of text
  private final List<ConfigProblem> problems;

  /**
   * Refuses something.
   *
   * @param problems what is wrong, one or more
   */
  public ConfigException(List<ConfigProblem> problems) {
    super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /**
   * Returns the problems as text.
   *
   * @return one line for each problem
   */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /**
   * Returns what is wrong.
   *
   * @return one or more, in the order of the input
   */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
