package net.routerd.api.internal.journal;

import java.util.Map;
import java.util.TreeMap;
import net.routerd.model.RouterConfig;
import net.routerd.model.yaml.RouterYaml;
import net.routerd.select.Decision;
import net.routerd.select.Moment;
import net.routerd.select.Observations;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes one line for each decision; each needs the one before. */
final class LineWriter {

  private @Nullable RouterConfig config;
  private String canonical = "";
  private @Nullable Inputs inputs;
  private Map<String, Object> parts = new TreeMap<>();

  /** One decision and what it was made of; all of it is immutable. */
  record Entry(RouterConfig config, Observations seen, Moment now, Decision decision) {}

  @SuppressWarnings("ReferenceEquality") // what is the same object needs no comparison
  String line(Entry entry) {
    if (config != entry.config()) {
      config = entry.config();
      canonical = RouterYaml.toYaml(entry.config());
    }
    Inputs next = Inputs.of(entry.config(), canonical, entry.seen(), entry.now());
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.set(JournalFormat.IN, RecordDelta.between(inputs, next));
    ObjectNode out = outputs(entry.decision());
    if (!out.isEmpty()) {
      line.set(JournalFormat.OUT, out);
    }
    inputs = next;
    return JournalJson.line(line);
  }

  private ObjectNode outputs(Decision decision) {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    Map<String, Object> next = DecisionParts.values(decision);
    for (String name : parts.keySet()) {
      if (!next.containsKey(name)) {
        out.putNull(name);
      }
    }
    next.forEach(
        (name, part) -> {
          if (!part.equals(parts.get(name))) {
            out.put(name, DecisionParts.digest(part));
          }
        });
    parts = next;
    return out;
  }
}
