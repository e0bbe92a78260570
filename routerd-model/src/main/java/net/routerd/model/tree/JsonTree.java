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

  static ParsedSource parse(String text, int maxDepth) {
    List<Document> documents = new ArrayList<>();
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        TreeNotes notes = new TreeNotes(maxDepth);
        Node root = new JsonTree(parser, notes).node(token, "", 0);
        documents.add(new Document(root, notes.problems()));
      }
      return new ParsedSource(documents, Optional.empty());
    } catch (TreeException e) {
      return new ParsedSource(documents, Optional.of(e.problem()));
    } catch (JacksonException e) {
      TreeProblem problem =
          new TreeProblem(
              position(e.getLocation()),
              "",
              SYNTAX,
              "not JSON: " + e.getOriginalMessage() + "; mend it at this place");
      return new ParsedSource(documents, Optional.of(problem));
    }
  }

  private Node node(JsonToken token, String path, int depth) {
    Position at = position(parser.currentTokenLocation());
    notes.checkDepth(depth, at, path);
    return switch (token) {
      case START_OBJECT -> object(at, path, depth);
      case START_ARRAY -> array(at, path, depth);
      case VALUE_STRING -> notes.scalar(at, path, parser.getString(), false);
      default -> notes.scalar(at, path, parser.getString(), true);
    };
  }

  private Node array(Position at, String path, int depth) {
    List<Node> items = new ArrayList<>();
    JsonToken token = parser.nextToken();
    while (token != JsonToken.END_ARRAY) {
      items.add(node(token, path + "[" + items.size() + "]", depth + 1));
      token = parser.nextToken();
    }
    return new Node.Sequence(at, items);
  }

  private Node object(Position at, String path, int depth) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.getString();
      Position keyAt = position(parser.currentTokenLocation());
      String field = TreeNotes.join(path, key);
      notes.put(entries, key, keyAt, node(parser.nextToken(), field, depth + 1), field);
    }
    return new Node.Mapping(at, entries);
  }

  private static Position position(TokenStreamLocation location) {
    return location == null || location.getLineNr() < 1
        ? Position.START
        : new Position(location.getLineNr(), Math.max(1, location.getColumnNr()));
  }
}
