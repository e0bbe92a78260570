package net.routerd.testkit.sim;

import net.routerd.api.OnClose;

/** The process of the engine ends, begins, or gets another configuration. */
record LifeStep(What what, int number) implements Step {

  enum What {
    IS_KILLED,
    IS_KILLED_WHILE_IT_APPLIES,
    STARTS,
    STARTS_AND_WILL_WITHDRAW,
    IS_CLOSED,
    RELOADS,
    RELOADS_THE_SAME
  }

  @Override
  public void happen(World world) {
    Life life = world.life();
    switch (what) {
      case IS_KILLED -> life.kill();
      case IS_KILLED_WHILE_IT_APPLIES -> life.killInApply(number % 3);
      case STARTS -> life.start(OnClose.KEEP);
      case STARTS_AND_WILL_WITHDRAW -> life.start(OnClose.WITHDRAW);
      case IS_CLOSED -> life.close();
      case RELOADS -> world.reload(number);
      case RELOADS_THE_SAME -> world.reload(world.version());
    }
  }

  @Override
  public String toString() {
    return "the engine " + what + (what == What.RELOADS ? " version " + number : "");
  }
}
