package net.routerd.testkit;

import java.util.ArrayList;
import java.util.List;
import net.routerd.api.RouterdEvent;
import net.routerd.api.RouterdEvent.Transition;
import net.routerd.api.RouterdListener;
import net.routerd.testkit.internal.TextTable;
import net.routerd.testkit.internal.Words;

/**
 * Keeps the events of an engine in their order, each with the virtual time at which it was told.
 * Give it to {@code RouterdBuilder.listener}; it may be asked from any thread.
 */
public final class RecordingListener implements RouterdListener {

  /**
   * An event that was told.
   *
   * @param atNanos when, on the monotonic clock of the machine
   * @param event what was told
   */
  public record Heard(long atNanos, RouterdEvent event) {}

  private final ManualTime time;
  private final List<Heard> heard = new ArrayList<>();

  /**
   * Makes one that has heard nothing.
   *
   * @param time the clock that tells when
   */
  public RecordingListener(ManualTime time) {
    this.time = time;
  }

  @Override
  public synchronized void on(RouterdEvent event) {
    heard.add(new Heard(time.nanos(), event));
  }

  /**
   * Returns all that was heard.
   *
   * @return the events in order, those that come later left out
   */
  public synchronized List<Heard> heard() {
    return List.copyOf(heard);
  }

  /**
   * Returns the events of one kind.
   *
   * @param kind the kind, such as {@code Transition.class}
   * @param <E> the kind
   * @return the events in order
   */
  public <E extends RouterdEvent> List<E> events(Class<E> kind) {
    return heard().stream().map(Heard::event).filter(kind::isInstance).map(kind::cast).toList();
  }

  /**
   * Returns how a policy's traffic moved.
   *
   * @param policy its name
   * @return the transitions in order
   */
  public List<Transition> transitions(String policy) {
    return events(Transition.class).stream().filter(t -> t.policy().equals(policy)).toList();
  }

  /**
   * Returns the last event of a kind.
   *
   * @param kind the kind
   * @param <E> the kind
   * @return the event
   * @throws AssertionError if none was heard, with a table of all that was
   */
  public <E extends RouterdEvent> E last(Class<E> kind) {
    List<E> events = events(kind);
    if (events.isEmpty()) {
      throw new AssertionError("no " + kind.getSimpleName() + " was heard, but this:\n" + this);
    }
    return events.getLast();
  }

  /**
   * Returns what was heard, as a table: when, which kind of event, and its words.
   *
   * @return a line for each event, below a line that names the columns
   */
  @Override
  public String toString() {
    TextTable table = new TextTable("at", "event", "");
    heard()
        .forEach(
            h ->
                table.row(
                    Words.seconds(h.atNanos()),
                    h.event().getClass().getSimpleName(),
                    Words.of(h.event())));
    return table.toString();
  }
}
