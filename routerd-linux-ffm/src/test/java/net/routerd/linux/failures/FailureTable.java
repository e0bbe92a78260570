package net.routerd.linux.failures;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What every failure cost, printed as one table when the last test of the run is over. */
final class FailureTable implements AutoCloseable {

  private final List<String> rows = new CopyOnWriteArrayList<>();

  /**
   * Adds a line.
   *
   * @param seen what a person would see happen
   * @param way by which way the traffic was right again
   * @param cost what it cost until then
   */
  void row(String seen, String way, Traffic.Cost cost) {
    rows.add(
        "%-62s %-8s %8d %10d %8.1f"
            .formatted(seen, way, cost.lost(), cost.elsewhere(), cost.nanos() / 1e6));
  }

  /** Adds a line about what cannot be told in packets. */
  void row(String seen, String outcome) {
    rows.add("%-62s %s".formatted(seen, outcome));
  }

  @Override
  public void close() {
    StringBuilder text =
        new StringBuilder("\nFailures on this kernel, at 1000 packets a second:\n");
    text.append(
        "%-62s %-8s %8s %10s %8s\n"
            .formatted("what happened", "right by", "lost", "elsewhere", "ms"));
    rows.forEach(row -> text.append(row).append('\n'));
    System.out.println(text);
  }

  /** Hands the run's one table to the tests that ask for it. */
  static final class Run implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == FailureTable.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(FailureTable.class))
          .getOrComputeIfAbsent(FailureTable.class);
    }
  }
}
