package net.routerd.testkit.sim;

import java.time.Duration;

/** Somebody sets the wall clock (SEL-7). */
record ClockStep(Duration by) implements Step {

  @Override
  public void happen(World world) {
    world.machine().time().stepWall(by);
  }

  @Override
  public String toString() {
    return "the wall clock steps by " + by;
  }
}
