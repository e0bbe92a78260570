package net.routerd.testkit.sim;

import net.routerd.api.RouterdEvent;

/** Tells whether the configuration of a scene may not be the one that the engine decides by yet. */
final class Reloads {

  private int underWay;

  void see(Sight sight, Scene scene) {
    switch (sight) {
      case Sight.Started started -> underWay = 0;
      case Sight.Stepped(String step) when step.contains("RELOADS") && isRunning(scene) ->
          underWay++;
      case Sight.Told(RouterdEvent.Reloaded reloaded) when underWay > 0 -> underWay--;
      default -> {}
    }
  }

  private static boolean isRunning(Scene scene) {
    return scene.engine().isPresent();
  }

  boolean areUnderWay() {
    return underWay > 0;
  }
}
