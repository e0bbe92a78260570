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
import java.util.function.Consumer;
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
  private final int maxDepth;
  private final Shared keys = new Shared();
  private TreeNotes notes;
  private Optional<TreeProblem> fatal = Optional.empty();

  private YamlTree(Iterator<Event> events, int maxDepth) {
    this.events = events;
    this.maxDepth = maxDepth;
    this.notes = new TreeNotes(maxDepth);
  }

  /** Hands the documents over one by one; returns what ended the reading before the end. */
  static Optional<TreeProblem> read(String text, int maxDepth, Consumer<Document> taker) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel("input")
            .setUseMarks(true)
            .setParseComments(false)
            .setCodePointLimit(Integer.MAX_VALUE) // bytes were counted before
            // in one piece: the parser loses its way where a surrogate pair spans two buffers
            .setBufferSize(text.length() + 16)
            .build();
    YamlTree tree =
        new YamlTree(new ParserImpl(settings, new StreamReader(settings, text)), maxDepth);
    for (Optional<Document> document = tree.next(); document.isPresent(); document = tree.next()) {
      taker.accept(document.get());
    }
    return tree.fatal;
  }

  private Optional<Document> next() {
    notes = new TreeNotes(maxDepth);
    try {
      while (fatal.isEmpty() && events.hasNext()) {
        if (events.next().getEventId() == Event.ID.DocumentStart) {
          return Optional.of(new Document(node(events.next(), 0), notes.problems()));
        }
      }
      return Optional.empty();
    } catch (TreeException e) {
      return ended(e.problem());
    } catch (MarkedYamlEngineException e) {
      return ended(syntax(position(e.getProblemMark()), e.getProblem()));
    } catch (YamlEngineException | IndexOutOfBoundsException e) {
      return ended(syntax(Position.START, String.valueOf(e.getMessage())));
    }
  }

  /** What was refused in the document that did not end is told as well, but not its meaning. */
  private Optional<Document> ended(TreeProblem problem) {
    fatal = Optional.of(problem);
    return notes.problems().isEmpty()
        ? Optional.empty()
        : Optional.of(new Document(new Node.Refused(Position.START), notes.problems()));
  }

  private static TreeProblem syntax(Position at, String problem) {
    return new TreeProblem(at, "", SYNTAX, "not YAML: " + problem + "; mend it at this place");
  }

  private Node node(Event event, int depth) {
    Position at = position(event.getStartMark());
    notes.checkDepth(depth, at);
    if (event instanceof AliasEvent) {
      notes.report(at, ALIAS_NOT_ALLOWED, "aliases are not accepted; write the value out");
      return new Node.Refused(at);
    }
    if (event instanceof NodeEvent node) {
      refuseAnchor(node.getAnchor(), at);
    }
    return switch (event) {
      case ScalarEvent scalar -> {
        refuseTag(scalar.getTag(), at);
        yield notes.scalar(at, scalar.getValue(), scalar.isPlain());
      }
      case CollectionStartEvent start -> {
        refuseTag(start.getTag(), at);
        yield start instanceof SequenceStartEvent ? sequence(at, depth) : mapping(at, depth);
      }
      default -> throw new TreeException(syntax(at, "unexpected " + event.getEventId()));
    };
  }

  private Node sequence(Position at, int depth) {
    List<Node> items = new ArrayList<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.SequenceEnd) {
      notes.enter(items.size());
      items.add(node(event, depth + 1));
      notes.leave();
      event = events.next();
    }
    return new Node.Sequence(at, items);
  }

  private Node mapping(Position at, int depth) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    Event event = events.next();
    while (event.getEventId() != Event.ID.MappingEnd) {
      entry(event, entries, depth);
      event = events.next();
    }
    return new Node.Mapping(at, entries);
  }

  private void entry(Event event, Map<String, Node.Entry> entries, int depth) {
    Position keyAt = position(event.getStartMark());
    if (event instanceof ScalarEvent scalar) {
      refuseAnchor(scalar.getAnchor(), keyAt);
      refuseTag(scalar.getTag(), keyAt);
      String key = keys.one(scalar.getValue());
      notes.enter(key);
      Node value = node(events.next(), depth + 1);
      if (!scalar.isPlain() || !key.equals("<<")) {
        notes.put(entries, key, keyAt, value);
        notes.leave();
      } else {
        notes.leave();
        notes.report(
            keyAt, MERGE_KEY_NOT_ALLOWED, "merge keys are not accepted; write the fields out");
      }
    } else {
      if (event instanceof MappingStartEvent || event instanceof SequenceStartEvent) {
        notes.report(keyAt, KEY_NOT_TEXT, "a key is one text; write 'key: value'");
      }
      node(event, depth + 1);
      node(events.next(), depth + 1);
    }
  }

  private void refuseAnchor(Optional<Anchor> anchor, Position at) {
    if (anchor.isPresent()) {
      notes.report(
          at, ANCHOR_NOT_ALLOWED, "anchors are not accepted; leave &" + anchor.get() + " out");
    }
  }

  private void refuseTag(Optional<?> tag, Position at) {
    if (tag.isPresent()) {
      notes.report(at, TAG_NOT_ALLOWED, "tags are not accepted; leave " + tag.get() + " out");
    }
  }

  private static Position position(Optional<Mark> mark) {
    return mark.map(m -> new Position(m.getLine() + 1, m.getColumn() + 1)).orElse(Position.START);
  }
}
