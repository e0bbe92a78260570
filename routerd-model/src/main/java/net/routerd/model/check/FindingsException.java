package net.routerd.model.check;

import java.io.Serial;
import java.util.List;
import net.routerd.model.ConfigException;
import net.routerd.model.ConfigProblem;

/** What a builder throws; a reader gives the findings their places in the text. */
public final class FindingsException extends ConfigException {

  @Serial private static final long serialVersionUID = 1L;

  /** What is wrong. */
  @SuppressWarnings("serial") // an unmodifiable list of records
  private final List<Finding> findings;

  FindingsException(String resource, List<Finding> findings) {
    super(
        findings.stream()
            .map(
                f ->
                    new ConfigProblem(
                        ConfigChecks.PROGRAM,
                        0,
                        0,
                        resource,
                        f.path(),
                        f.code().toString(),
                        f.message()))
            .toList());
    this.findings = List.copyOf(findings);
  }

  /**
   * Returns the findings.
   *
   * @return one or more
   */
  public List<Finding> findings() {
    return findings;
  }
}
