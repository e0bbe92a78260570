package net.routerd.api.internal;

import java.time.Instant;
import java.util.Optional;
import net.routerd.api.RouterdEvent;
import net.routerd.select.PolicyTransition;
import net.routerd.select.Way;

/** Turns the transitions of a decision into events and into one line of the log (RT-3, ENG-9). */
final class Transitions {

  private Transitions() {}

  static RouterdEvent.Transition event(PolicyTransition transition, Instant at) {
    return new RouterdEvent.Transition(
        at,
        transition.policy(),
        transition.from().map(Transitions::way),
        transition.to().map(Transitions::way),
        transition.cause());
  }

  private static RouterdEvent.Way way(Way way) {
    return new RouterdEvent.Way(way.candidate(), way.device(), way.gateway(), way.sourceAddress());
  }

  /** Returns the line of the log for an event, empty for one that has none. */
  static Optional<String> logged(RouterdEvent event) {
    return event instanceof RouterdEvent.Transition transition
        ? Optional.of(words(transition))
        : Optional.empty();
  }

  private static String words(RouterdEvent.Transition t) {
    return "policy "
        + t.policy()
        + ": "
        + words(t.from())
        + " -> "
        + words(t.to())
        + ": "
        + t.cause();
  }

  private static String words(Optional<RouterdEvent.Way> way) {
    return way.map(
            w ->
                w.candidate()
                    + " ("
                    + w.gateway().map(g -> "via " + g + " ").orElse("")
                    + "dev "
                    + w.device()
                    + ")")
        .orElse("nothing");
  }
}
