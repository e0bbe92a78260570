package net.routerd.testkit.assertions;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.routerd.api.RouterdEvent;
import net.routerd.api.RouterdEvent.Transition;
import net.routerd.api.RouterdEvent.Way;
import net.routerd.testkit.RecordingListener;

/** Assertions on what an engine told. */
public final class EventsAssert {

  private final RecordingListener listener;

  EventsAssert(RecordingListener listener) {
    this.listener = listener;
  }

  /**
   * Asserts which ways a policy's traffic took, one after the other, since the start of the engine.
   *
   * @param policy the policy's name
   * @param candidates the names of the candidates; {@code nothing} where none was selected
   * @return this
   */
  public EventsAssert movedThrough(String policy, String... candidates) {
    List<String> seen = new ArrayList<>();
    for (Transition transition : listener.transitions(policy)) {
      seen.add(name(transition.to()));
    }
    List<String> wanted = List.of(candidates);
    return check(
        seen.equals(wanted),
        "expected " + policy + " to move through " + wanted + "\nbut it moved through " + seen);
  }

  private static String name(Optional<Way> way) {
    return way.map(Way::candidate).orElse("nothing");
  }

  /**
   * Asserts that nothing of a kind was told.
   *
   * @param kind such as {@code ChangeRefused.class}
   * @return this
   */
  public EventsAssert hasNo(Class<? extends RouterdEvent> kind) {
    int count = listener.events(kind).size();
    return check(count == 0, "expected no " + kind.getSimpleName() + "\nbut there are " + count);
  }

  private EventsAssert check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise + "\n\nevents:\n" + listener);
    }
    return this;
  }
}
