package net.routerd.api.internal.journal;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import net.routerd.api.RouterdException;
import net.routerd.api.journal.ReplayedDecision;
import net.routerd.model.RouterConfig;
import net.routerd.select.Decider;
import net.routerd.select.Decision;
import net.routerd.select.Memory;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Makes the decisions of a journal again, one after the other. */
public final class Player {

  private static final int MOST_SHOWN = 400;

  private final String name;
  private int line;
  private int decisions;
  private boolean cutOff;
  private @Nullable String ahead; // the line after the present one
  private @Nullable Decider decider;
  private @Nullable Inputs inputs;
  private @Nullable RouterConfig config;
  private Memory memory = Memory.EMPTY;
  private final Map<String, String> recorded = new TreeMap<>(); // digests by part

  /**
   * Makes one that stands before the first line.
   *
   * @param name how failures call the journal
   */
  public Player(String name) {
    this.name = name;
  }

  /**
   * Returns how many decisions were made.
   *
   * @return a count
   */
  public int decisions() {
    return decisions;
  }

  /**
   * Tells whether the last line was left out because it is not whole.
   *
   * @return known at the end
   */
  public boolean cutOff() {
    return cutOff;
  }

  /**
   * Makes the next decision.
   *
   * @param lines the journal, read one line ahead
   * @return the decision, null at the end
   * @throws IOException if the lines cannot be read
   * @throws RouterdException.UnreadableJournal if a line makes no sense
   */
  public @Nullable ReplayedDecision next(BufferedReader lines) throws IOException {
    if (decider == null) {
      decider = begin(lines.readLine());
      line = 1;
      ahead = lines.readLine();
    }
    String text = ahead;
    if (text == null) {
      return null;
    }
    line++;
    ahead = lines.readLine();
    Optional<JsonNode> parsed = parse(text);
    if (parsed.isEmpty()) {
      cutOff = true;
      return null;
    }
    return decide(decider, parsed.get());
  }

  private Decider begin(@Nullable String header) {
    JsonNode first;
    try {
      first = JournalJson.parse(header == null ? "" : header);
    } catch (JacksonException e) {
      throw notAJournal();
    }
    int version = first.path(JournalFormat.NAME).asInt(0);
    if (version == 0) {
      throw notAJournal();
    }
    if (version != JournalFormat.VERSION) {
      throw new RouterdException.UnreadableJournal(
          name
              + " is a journal of version "
              + version
              + ", and this library replays version "
              + JournalFormat.VERSION
              + "; replay it with the release that wrote it");
    }
    try {
      return new Decider(JournalFormat.settings(first));
    } catch (JacksonException | IllegalArgumentException e) {
      throw nonsense(1, e);
    }
  }

  private RouterdException.UnreadableJournal notAJournal() {
    return new RouterdException.UnreadableJournal(
        name + " is no journal of routerd: its first line does not say so");
  }

  private RouterdException.UnreadableJournal nonsense(int where, Exception why) {
    return new RouterdException.UnreadableJournal(
        name + ":" + where + ": the line makes no sense after those before it: " + why);
  }

  /** Reads a line; the last may be torn off. */
  private Optional<JsonNode> parse(String text) {
    try {
      JsonNode node = JournalJson.parse(text);
      if (node.isObject()) {
        return Optional.of(node);
      }
    } catch (JacksonException e) {
      if (ahead != null) {
        throw nonsense(line, e);
      }
    }
    if (ahead != null) {
      throw nonsense(line, new IllegalArgumentException("not an object"));
    }
    return Optional.empty();
  }

  private ReplayedDecision decide(Decider with, JsonNode node) {
    Inputs next;
    RouterConfig wanted;
    try {
      next = RecordDelta.apply(Inputs.class, inputs, node.path(JournalFormat.IN));
      wanted = configuration(next);
    } catch (JacksonException | IllegalArgumentException e) {
      throw nonsense(line, e);
    }
    inputs = next;
    config = wanted;
    Decision decision = with.decide(wanted, next.observations(), memory, next.now());
    memory = decision.memory();
    decisions++;
    return new ReplayedDecision(
        line, next.now(), decision, differences(node.path(JournalFormat.OUT), decision));
  }

  private RouterConfig configuration(Inputs next) {
    Inputs before = inputs;
    boolean same =
        before != null
            && before.configuration().equals(next.configuration())
            && before.externalKinds().equals(next.externalKinds());
    RouterConfig known = config;
    return same && known != null ? known : next.parsed();
  }

  private List<String> differences(JsonNode out, Decision decision) {
    out.forEachEntry(
        (part, digest) -> {
          if (digest.isNull()) {
            recorded.remove(part);
          } else {
            recorded.put(part, digest.asString());
          }
        });
    Map<String, Object> now = DecisionParts.values(decision);
    TreeSet<String> all = new TreeSet<>(recorded.keySet());
    all.addAll(now.keySet());
    List<String> differences = new ArrayList<>();
    for (String part : all) {
      Object value = now.get(part);
      String digest = value == null ? "nothing" : DecisionParts.digest(value);
      String then = recorded.getOrDefault(part, "nothing");
      if (!digest.equals(then)) {
        String text = value == null ? "" : DecisionParts.text(value).strip();
        differences.add(
            part
                + " was "
                + then
                + " and is "
                + digest
                + (text.isEmpty() ? "" : ": " + shortened(text)));
      }
    }
    return differences;
  }

  private static String shortened(String text) {
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
  }
}
