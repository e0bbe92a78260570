package net.routerd.model.tree;

import java.util.List;
import java.util.Optional;
import net.routerd.model.yaml.ReadLimits;

/**
 * A source as far as it could be read.
 *
 * @param documents the documents that could be read
 * @param fatal what ended the reading before the end of the source
 */
public record ParsedSource(List<Document> documents, Optional<TreeProblem> fatal) {

  /**
   * Reads a text that {@link SourceText} has checked. What begins like JSON is read as JSON; what
   * then turns out to be none may still be YAML in its flow style.
   *
   * @param text YAML or JSON
   * @param isJson true to take nothing but JSON
   * @param limits how deep it may be
   * @return the documents
   */
  public static ParsedSource of(String text, boolean isJson, ReadLimits limits) {
    String trimmed = text.stripLeading();
    if (isJson || trimmed.startsWith("{") || trimmed.startsWith("[")) {
      ParsedSource json = JsonTree.parse(text, limits.maxDepth());
      if (isJson || json.fatal().isEmpty()) {
        return json;
      }
    }
    return YamlTree.parse(text, limits.maxDepth());
  }
}
