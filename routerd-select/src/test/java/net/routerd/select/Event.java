package net.routerd.select;

import java.util.List;
import java.util.stream.Stream;
import net.routerd.model.RouterConfig;

/**
 * Something that happens to a world: one line of a timeline, such as {@code pass check0}.
 *
 * @param verb what happens
 * @param words to what, and how
 */
record Event(Verb verb, List<String> words) {

  static Event of(Verb verb, Object... words) {
    return new Event(verb, Stream.of(words).map(Object::toString).toList());
  }

  static Event parse(String line) {
    List<String> words = List.of(line.strip().split(" +"));
    return new Event(Verb.parse(words.getFirst()), words.subList(1, words.size()));
  }

  /** Tells whether what it is about is configured, so that it may matter. */
  boolean concerns(RouterConfig configuration) {
    return words.isEmpty() || verb.subject().isIn(configuration, words.getFirst());
  }

  void happen(Play play) {
    verb.happen(play, words);
  }

  @Override
  public String toString() {
    return words.isEmpty() ? verb.toString() : verb + " " + String.join(" ", words);
  }
}
