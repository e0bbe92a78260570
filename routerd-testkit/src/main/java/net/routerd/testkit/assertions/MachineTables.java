package net.routerd.testkit.assertions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.routerd.api.EngineState;
import net.routerd.api.Routerd;
import net.routerd.model.ResourceRef;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.status.PolicyStatus;
import net.routerd.select.explain.ExplanationTable;
import net.routerd.testkit.FakeKernel;
import net.routerd.testkit.RecordingListener;
import net.routerd.testkit.internal.TextTable;
import net.routerd.testkit.internal.Words;

/** The tables that the assertions print, for tests that print them themselves. */
public final class MachineTables {

  private MachineTables() {}

  /**
   * Returns the routes of a kernel, as a table.
   *
   * @param kernel the kernel
   * @return a line for each route, below a line that names the columns
   */
  public static String routes(FakeKernel kernel) {
    TextTable table =
        new TextTable("destination", "table", "metric", "way", "source", "proto", "usable");
    for (ObservedRoute route : kernel.routes()) {
      table.row(
          route.key().destination().toString(),
          route.key().table().toString(),
          String.valueOf(route.key().metric()),
          route.action().toString(),
          route.preferredSource().map(Object::toString).orElse("-"),
          String.valueOf(route.protocol()),
          route.usable() ? "yes" : "no");
    }
    return table.toString();
  }

  /**
   * Returns what a kernel did and an engine told, in the order of their times.
   *
   * @param kernel the kernel
   * @param listener what the engine told
   * @return a line for each change and event, below a line that names the columns
   */
  public static String timeline(FakeKernel kernel, RecordingListener listener) {
    record Line(long at, String who, String what) {}

    List<Line> lines = new ArrayList<>();
    kernel.history().forEach(c -> lines.add(new Line(c.atNanos(), "kernel", c.toString())));
    for (RecordingListener.Heard heard : listener.heard()) {
      String kind = heard.event().getClass().getSimpleName();
      lines.add(new Line(heard.atNanos(), "engine", kind + " " + Words.of(heard.event())));
    }
    TextTable table = new TextTable("at", "who", "what");
    lines.stream()
        .sorted(Comparator.comparingLong(Line::at))
        .forEach(line -> table.row(Words.seconds(line.at()), line.who(), line.what()));
    return table.toString();
  }

  /**
   * Returns what each policy of an engine selected, and why.
   *
   * @param routerd the engine
   * @return a table for each policy, or a sentence where the engine does not run
   */
  public static String selections(Routerd routerd) {
    if (routerd.state() != EngineState.RUNNING) {
      return "the engine is " + routerd.state() + "\n";
    }
    StringBuilder text = new StringBuilder();
    routerd.status().statuses().entrySet().stream()
        .filter(e -> e.getValue() instanceof PolicyStatus)
        .map(e -> e.getKey())
        .map(ResourceRef::name)
        .sorted()
        .forEach(policy -> text.append(selection(routerd, policy)));
    return text.toString();
  }

  static String selection(Routerd routerd, String policy) {
    return "selected by "
        + policy
        + ", and why:\n"
        + ExplanationTable.text(routerd.explain(policy));
  }
}
