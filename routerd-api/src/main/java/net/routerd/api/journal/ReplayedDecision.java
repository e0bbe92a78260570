package net.routerd.api.journal;

import java.util.List;
import net.routerd.select.Decision;
import net.routerd.select.Moment;

/**
 * One decision of a journal, made again.
 *
 * @param line its line in the journal, from 1 on
 * @param now the time at which it was made
 * @param decision what was decided now
 * @param differences what came out otherwise than the journal says, a sentence for each part; empty
 *     where all is as it was
 */
public record ReplayedDecision(int line, Moment now, Decision decision, List<String> differences) {

  /** Copies the list. */
  public ReplayedDecision {
    differences = List.copyOf(differences);
  }
}
