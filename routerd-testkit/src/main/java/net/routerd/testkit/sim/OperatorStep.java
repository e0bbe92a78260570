package net.routerd.testkit.sim;

import net.routerd.api.Routerd;
import net.routerd.model.EgressRoutePolicy;

/** An operator asks for something at run time (ENG-8). */
record OperatorStep(What what, int policy, int candidate) implements Step {

  enum What {
    DRAINS,
    PINS,
    RELEASES
  }

  @Override
  public void happen(World world) {
    var policies = world.configuration().all(EgressRoutePolicy.class);
    EgressRoutePolicy asked = policies.get(policy % policies.size());
    world.life().engine().ifPresent(engine -> ask(engine, asked));
  }

  private void ask(Routerd engine, EgressRoutePolicy asked) {
    String name = asked.metadata().name();
    String of = asked.candidates().get(candidate % asked.candidates().size()).name();
    switch (what) {
      case DRAINS -> engine.drain(name, of);
      case PINS -> engine.pin(name, of);
      case RELEASES -> engine.release(name);
    }
  }

  @Override
  public String toString() {
    return "an operator " + what + " policy " + policy + " candidate " + candidate;
  }
}
