package net.routerd.model.tree;

import static net.routerd.model.ProblemCode.ALIAS_NOT_ALLOWED;
import static net.routerd.model.ProblemCode.ANCHOR_NOT_ALLOWED;
import static net.routerd.model.ProblemCode.KEY_NOT_TEXT;
import static net.routerd.model.ProblemCode.MERGE_KEY_NOT_ALLOWED;
import static net.routerd.model.ProblemCode.SYNTAX;
import static net.routerd.model.ProblemCode.TAG_NOT_ALLOWED;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Builds the tree from the events of the YAML parser, so that every value keeps its text and every
 * node its place, and nothing that the house dialect forbids is ever expanded (RES-9).
 */
final class YamlTree {

  private final Iterator<Event> events;
  private final TreeNotes notes;

  private YamlTree(Iterator<Event> events, TreeNotes notes) {
    this.events = events;
    this.notes = notes;
  }

  static ParsedSource parse(String text, int maxDepth) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel("input")
            .setUseMarks(true)
            .setParseComments(false)
            .setCodePointLimit(Integer.MAX_VALUE) // bytes were counted before
            // in one piece: the parser loses its way where a surrogate pair spans two buffers
            .setBufferSize(text.length() + 16)
            .build();
    List<Document> documents = new ArrayList<>();
    TreeNotes notes = new TreeNotes(maxDepth);
    try {
      Iterator<Event> events = new ParserImpl(settings, new StreamReader(settings, text));
      while (events.hasNext()) {
        if (events.next().getEventId() == Event.ID.DocumentStart) {
          Node root = new YamlTree(events, notes).node(events.next(), "", 0);
          documents.add(new Document(root, notes.problems()));
          notes = new TreeNotes(maxDepth);
        }
      }
      return new ParsedSource(documents, Optional.empty());
    } catch (TreeException e) {
      return ended(documents, notes, e.problem());
    } catch (MarkedYamlEngineException e) {
      return ended(documents, notes, syntax(position(e.getProblemMark()), e.getProblem()));
    } catch (YamlEngineException | IndexOutOfBoundsException e) {
      return ended(documents, notes, syntax(Position.START, String.valueOf(e.getMessage())));
    }
  }

  /** What was refused in the document that did not end is told as well, but not its meaning. */
  private static ParsedSource ended(
      List<Document> documents, TreeNotes notes, TreeProblem problem) {
    if (!notes.problems().isEmpty()) {
      documents.add(new Document(new Node.Refused(Position.START), notes.problems()));
    }
    return new ParsedSource(documents, Optional.of(problem));
  }

  private static TreeProblem syntax(Position at, String problem) {
    return new TreeProblem(at, "", SYNTAX, "not YAML: " + problem + "; mend it at this place");
  }

  private Node node(Event event, String path, int depth) {
    Position at = position(event.getStartMark());
    notes.checkDepth(depth, at, path);
    if (event instanceof AliasEvent) {
      notes.report(at, path, ALIAS_NOT_ALLOWED, "aliases are not accepted; write the value out");
      return new Node.Refused(at);
    }
    if (event instanceof NodeEvent node) {
      refuseAnchor(node.getAnchor(), at, path);
    }
    return switch (event) {
      case ScalarEvent scalar -> {
        refuseTag(scalar.getTag(), at, path);
        yield notes.scalar(at, path, scalar.getValue(), scalar.isPlain());
      }
      case CollectionStartEvent start -> {
        refuseTag(start.getTag(), at, path);
        yield start instanceof SequenceStartEvent
            ? sequence(at, path, depth)
            : mapping(at, path, depth);
      }
      default -> throw new TreeException(syntax(at, "unexpected " + event.getEventId()));
    };
  }

  private Node sequence(Position at, String path, int depth) {
    List<Node> items = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      items.add(node(event, path + "[" + items.size() + "]", depth + 1));
      event = events.next();
    }
    return new Node.Sequence(at, items);
  }

  private Node mapping(Position at, String path, int depth) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      entry(event, entries, path, depth);
      event = events.next();
    }
    return new Node.Mapping(at, entries);
  }

  private void entry(Event key, Map<String, Node.Entry> entries, String path, int depth) {
    Position keyAt = position(key.getStartMark());
    if (key instanceof ScalarEvent scalar) {
      refuseAnchor(scalar.getAnchor(), keyAt, path);
      refuseTag(scalar.getTag(), keyAt, path);
      String field = TreeNotes.join(path, scalar.getValue());
      Node value = node(events.next(), field, depth + 1);
      if (scalar.isPlain() && scalar.getValue().equals("<<")) {
        notes.report(
            keyAt,
            path,
            MERGE_KEY_NOT_ALLOWED,
            "merge keys are not accepted; write the fields out");
      } else {
        notes.put(entries, scalar.getValue(), keyAt, value, field);
      }
    } else {
      if (key instanceof MappingStartEvent || key instanceof SequenceStartEvent) {
        notes.report(keyAt, path, KEY_NOT_TEXT, "a key is one text; write 'key: value'");
      }
      node(key, path, depth + 1);
      node(events.next(), path, depth + 1);
    }
  }

  private void refuseAnchor(Optional<Anchor> anchor, Position at, String path) {
    if (anchor.isPresent()) {
      notes.report(
          at,
          path,
          ANCHOR_NOT_ALLOWED,
          "anchors are not accepted; leave &" + anchor.get() + " out");
    }
  }

  private void refuseTag(Optional<?> tag, Position at, String path) {
    if (tag.isPresent()) {
      notes.report(at, path, TAG_NOT_ALLOWED, "tags are not accepted; leave " + tag.get() + " out");
    }
  }

  private static Position position(Optional<Mark> mark) {
    return mark.map(m -> new Position(m.getLine() + 1, m.getColumn() + 1)).orElse(Position.START);
  }
}
