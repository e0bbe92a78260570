package net.routerd.samples.appliance;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.routerd.api.RouterdException;
import net.routerd.api.journal.Replay;
import net.routerd.api.journal.ReplayedDecision;
import net.routerd.model.status.PolicyStatus;
import net.routerd.select.explain.Explanation;
import net.routerd.select.explain.ExplanationTable;

/**
 * Prints the decisions of a journal and their explanations, without any platform. A decision in
 * which no candidate changed, nothing went another way and nothing was to be changed is only
 * counted: most are a probe that passed as the one before.
 */
final class Replayed {

  private final PrintStream out;
  private final Map<String, List<Object>> shown = new HashMap<>();
  private long firstNanos = -1;

  private Replayed(PrintStream out) {
    this.out = out;
  }

  static int print(Path journal, PrintStream out, PrintStream err) {
    try {
      Replay replay = Replay.of(journal, new Replayed(out)::show);
      out.println(
          replay.decisions()
              + " decisions, "
              + (replay.differing() == 0 ? "all" : replay.decisions() - replay.differing())
              + " as they were recorded");
      if (replay.cutOff()) {
        err.println("appliance: the last line of " + journal + " is not whole and was left out");
      }
      return replay.differing() == 0 ? Main.DONE : Main.DIFFERS;
    } catch (RouterdException.UnreadableJournal e) {
      err.println("appliance: " + e.getMessage());
      return Main.INVALID;
    }
  }

  private void show(ReplayedDecision replayed) {
    StringBuilder text = new StringBuilder();
    replayed.decision().plan().changes().forEach(c -> line(text, "change: " + c));
    replayed
        .decision()
        .transitions()
        .forEach(t -> line(text, "policy " + t.policy() + " goes another way: " + t.cause()));
    replayed.decision().explanations().forEach((name, all) -> policy(text, name, all, replayed));
    replayed.differences().forEach(difference -> line(text, "DIFFERS: " + difference));
    firstNanos = firstNanos < 0 ? replayed.now().nanos() : firstNanos;
    if (!text.isEmpty()) {
      double seconds = (replayed.now().nanos() - firstNanos) / 1e9;
      out.printf(
          "line %d, %s, %.3fs after the start%n", replayed.line(), replayed.now().wall(), seconds);
      out.print(text);
    }
  }

  private void policy(
      StringBuilder text, String name, List<Explanation> all, ReplayedDecision replayed) {
    List<Object> steady =
        all.stream().<Object>map(e -> List.of(e.candidate(), e.selected(), e.reason())).toList();
    if (!steady.equals(shown.put(name, steady))) {
      replayed
          .decision()
          .statuses()
          .policy(name)
          .map(PolicyStatus::message)
          .ifPresent(why -> line(text, "policy " + name + ": " + why));
      ExplanationTable.text(all).lines().forEach(row -> line(text, "  " + row));
    }
  }

  private static void line(StringBuilder text, String line) {
    text.append("  ").append(line).append('\n');
  }
}
