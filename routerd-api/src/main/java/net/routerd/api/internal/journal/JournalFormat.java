package net.routerd.api.internal.journal;

import net.routerd.model.yaml.ReadLimits;
import net.routerd.select.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form of a journal: a first line that says what it is, and one line for each decision: what
 * changed in its inputs since the line before ({@link RecordDelta}), and what changed in the
 * decision ({@link DecisionParts}).
 */
final class JournalFormat {

  /** Another version is another form of the lines, or other components of what they hold. */
  static final int VERSION = 1;

  static final String NAME = "routerd-journal";
  static final String SETTINGS = "settings";
  static final String IN = "in";
  static final String OUT = "out";

  static final ReadLimits LIMITS =
      new ReadLimits(1 << 30, 1 << 30, ReadLimits.DEFAULT.maxDepth(), Integer.MAX_VALUE);

  private JournalFormat() {}

  static String header(Settings settings) {
    ObjectNode header = JsonNodeFactory.instance.objectNode();
    header.put(NAME, VERSION);
    header.set(SETTINGS, JournalJson.tree(settings));
    return JournalJson.line(header);
  }

  static Settings settings(JsonNode header) {
    return (Settings) JournalJson.value(header.path(SETTINGS), Settings.class);
  }
}
