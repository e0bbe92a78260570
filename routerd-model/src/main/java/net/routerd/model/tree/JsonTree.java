package net.routerd.model.tree;

import static net.routerd.model.ProblemCode.SYNTAX;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Builds the tree from JSON: legal JSON (tabs, every escape) is more than the YAML parser takes.
 */
final class JsonTree {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonParser parser;
  private final TreeNotes notes;

  private JsonTree(JsonParser parser, TreeNotes notes) {
    this.parser = parser;
    this.notes = notes;
  }

  /** Reads the documents into a list; returns what ended the reading before the end. */
  static Optional<TreeProblem> read(String text, int maxDepth, List<Document> documents) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        TreeNotes notes = new TreeNotes(maxDepth);
        Node root = new JsonTree(parser, notes).node(token, 0);
        documents.add(new Document(root, notes.problems()));
      }
      return Optional.empty();
    } catch (TreeException e) {
      return Optional.of(e.problem());
    } catch (JacksonException e) {
      return Optional.of(
          new TreeProblem(
              position(e.getLocation()),
              "",
              SYNTAX,
              "not JSON: " + e.getOriginalMessage() + "; mend it at this place"));
    }
  }

  private Node node(JsonToken token, int depth) {
    Position at = position(parser.currentTokenLocation());
    notes.checkDepth(depth, at);
    return switch (token) {
      case START_OBJECT -> object(at, depth);
      case START_ARRAY -> array(at, depth);
      case VALUE_STRING -> notes.scalar(at, parser.getString(), false);
      default -> notes.scalar(at, parser.getString(), true);
    };
  }

  private Node array(Position at, int depth) {
    List<Node> items = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      notes.enter(items.size());
      items.add(node(token, depth + 1));
      notes.leave();
      token = parser.nextToken();
    }
    return new Node.Sequence(at, items);
  }

  private Node object(Position at, int depth) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.getString();
      Position keyAt = position(parser.currentTokenLocation());
      notes.enter(key);
      notes.put(entries, key, keyAt, node(parser.nextToken(), depth + 1));
      notes.leave();
    }
    return new Node.Mapping(at, entries);
  }

  private static Position position(TokenStreamLocation location) {
    return location == null || location.getLineNr() < 1
        ? Position.START
        : new Position(location.getLineNr(), Math.max(1, location.getColumnNr()));
  }
}
