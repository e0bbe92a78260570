package net.routerd.testkit.sim;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import net.routerd.api.EngineState;
import net.routerd.api.RouterdEvent;
import net.routerd.model.ResourceRef;
import net.routerd.model.status.Status;

/** Listeners are told every change, in order, and the engine lives. */
final class EventInvariant implements Invariant {

  private final Map<ResourceRef, String> phases = new HashMap<>();
  private final Map<String, Optional<String>> ways = new HashMap<>();

  @Override
  public String name() {
    return "ENG-2 ENG-7 RT-3 events follow each other, and the engine runs";
  }

  @Override
  public void see(Sight sight, Scene scene) {
    switch (sight) {
      case Sight.Started started -> {
        phases.clear();
        ways.clear();
      }
      case Sight.Told(RouterdEvent.StatusChanged changed) -> changed(changed, scene);
      case Sight.Told(RouterdEvent.Transition transition) -> moved(transition, scene);
      case Sight.Told(RouterdEvent.Broken broken) -> scene.violated(this, broken.toString());
      case Sight.Settled settled -> {
        EngineState state = scene.engine().orElseThrow().state();
        if (state != EngineState.RUNNING) {
          scene.violated(this, "the engine is " + state);
        }
      }
      default -> {}
    }
  }

  private void changed(RouterdEvent.StatusChanged changed, Scene scene) {
    String before = changed.before().map(Status::phase).orElse("");
    String known = phases.getOrDefault(changed.resource(), "");
    if (!before.equals(known)) {
      scene.violated(this, "told before was " + known + ": " + changed);
    }
    phases.put(changed.resource(), changed.after().map(Status::phase).orElse(""));
    if (changed.after().isEmpty()) {
      ways.remove(changed.resource().name()); // a policy that is no more has no way
    }
  }

  private void moved(RouterdEvent.Transition transition, Scene scene) {
    Optional<String> from = transition.from().map(RouterdEvent.Way::candidate);
    Optional<String> known = ways.getOrDefault(transition.policy(), from);
    Optional<String> to = transition.to().map(RouterdEvent.Way::candidate);
    if (!from.equals(known) || from.equals(to)) {
      scene.violated(this, "the way before was " + known + ": " + transition);
    }
    ways.put(transition.policy(), to);
  }
}
