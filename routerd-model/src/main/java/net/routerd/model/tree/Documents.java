package net.routerd.model.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import net.routerd.model.yaml.ReadLimits;

/** Reads the documents of a source one after the other. */
public final class Documents {

  private Documents() {}

  /**
   * Reads a text that {@link SourceText} has checked. What begins like JSON is read as JSON; what
   * then turns out to be none may still be YAML in its flow style.
   *
   * @param text YAML or JSON
   * @param isJson true to take nothing but JSON
   * @param limits how deep it may be
   * @param taker takes each document before the next one is read, so that it need not be kept
   * @return what ended the reading before the end of the source
   */
  public static Optional<TreeProblem> read(
      String text, boolean isJson, ReadLimits limits, Consumer<Document> taker) {
    String trimmed = text.stripLeading();
    if (isJson || trimmed.startsWith("{") || trimmed.startsWith("[")) {
      List<Document> documents = new ArrayList<>();
      Optional<TreeProblem> fatal = JsonTree.read(text, limits.maxDepth(), documents);
      if (isJson || fatal.isEmpty()) {
        documents.forEach(taker);
        return fatal;
      }
    }
    return YamlTree.read(text, limits.maxDepth(), taker);
  }
}
