package net.routerd.samples.failover;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import net.routerd.api.RouterdEvent;
import net.routerd.api.RouterdEvent.Way;
import net.routerd.api.RouterdListener;
import net.routerd.model.status.CandidateStatus;
import net.routerd.model.status.HealthStatus;
import net.routerd.model.status.LinkStatus;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.Reason;
import net.routerd.model.status.Status;

/** Puts the engine's events into words, and remembers those that the story is measured by. */
final class Narrator implements RouterdListener {

  private final Timeline timeline;
  private final List<RouterdEvent.Transition> transitions = new ArrayList<>();
  private final List<Instant> troubles = new ArrayList<>();

  Narrator(Timeline timeline) {
    this.timeline = timeline;
  }

  @Override
  public void on(RouterdEvent event) {
    switch (event) {
      case RouterdEvent.StatusChanged changed -> tell(changed);
      case RouterdEvent.Transition transition -> tell(transition);
      case RouterdEvent.ChangeApplied applied -> {
        // The probe paths stand in tables of their own; the story is about the main one.
        if (applied.change().toString().contains("table main")) {
          timeline.say(applied.at(), Timeline.Voice.KERNEL, applied.change().toString());
        }
      }
      case RouterdEvent.ChangeRefused refused ->
          timeline.say(
              refused.at(),
              Timeline.Voice.KERNEL,
              "refused: " + refused.change() + ": " + refused.answer());
      case RouterdEvent.Reloaded reloaded ->
          timeline.say(reloaded.at(), Timeline.Voice.DECIDED, "another configuration is in force");
      case RouterdEvent.Broken broken ->
          timeline.say(broken.at(), Timeline.Voice.DECIDED, "the engine ended: " + broken.cause());
    }
  }

  private synchronized void tell(RouterdEvent.Transition transition) {
    transitions.add(transition);
    timeline.say(
        transition.at(),
        Timeline.Voice.DECIDED,
        name(transition.from()) + " → " + name(transition.to()) + ": " + transition.cause());
    notifyAll();
  }

  private static String name(Optional<Way> way) {
    return way.map(Way::candidate).orElse("nothing");
  }

  private void tell(RouterdEvent.StatusChanged changed) {
    Optional<Status> now = changed.after();
    if (now.isEmpty()) {
      return;
    }
    switch (now.get()) {
      case HealthStatus health -> {
        if (differs(changed, Status::phase)) {
          see(changed, health.phase().equals("Unhealthy"), health.message());
        }
      }
      case LinkStatus link -> {
        if (differs(changed, Status::phase)) {
          see(changed, !link.phase().equals("Up"), "");
        }
      }
      case PolicyStatus policy -> explain(changed, policy);
      default -> {}
    }
  }

  private synchronized void see(RouterdEvent.StatusChanged changed, boolean trouble, String why) {
    if (trouble) {
      troubles.add(changed.at());
    }
    String phase = changed.after().map(Status::phase).orElse("gone");
    timeline.say(
        changed.at(),
        Timeline.Voice.SEEN,
        changed.resource() + " is " + phase + (why.isEmpty() ? "" : ": " + why));
  }

  private void explain(RouterdEvent.StatusChanged changed, PolicyStatus policy) {
    Optional<Status> before = changed.before();
    List<String> known =
        before.isPresent() && before.get() instanceof PolicyStatus was
            ? was.candidates().stream().map(Narrator::gist).toList()
            : List.of();
    for (CandidateStatus candidate : policy.candidates()) {
      if (!known.contains(gist(candidate)) && candidate.reason() != Reason.SELECTED) {
        timeline.say(
            changed.at(),
            Timeline.Voice.WHY,
            candidate.name() + ": " + candidate.reason() + ", " + candidate.message());
      }
    }
  }

  private static String gist(CandidateStatus candidate) {
    return candidate.name() + " " + candidate.reason();
  }

  private static boolean differs(
      RouterdEvent.StatusChanged changed, Function<Status, String> field) {
    return !changed.before().map(field).equals(changed.after().map(field));
  }

  /** Waits until the engine told of its latest change of ways, which follows its status. */
  synchronized Optional<RouterdEvent.Transition> transitionTo(String candidate, Instant after)
      throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
    while (true) {
      for (RouterdEvent.Transition transition : transitions.reversed()) {
        if (name(transition.to()).equals(candidate) && !transition.at().isBefore(after)) {
          return Optional.of(transition);
        }
      }
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return Optional.empty();
      }
      wait(left);
    }
  }

  /** Returns when the first trouble after an instant was seen. */
  synchronized Optional<Instant> troubleAfter(Instant instant) {
    return troubles.stream().filter(at -> !at.isBefore(instant)).findFirst();
  }
}
