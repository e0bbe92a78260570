package net.routerd.testkit.sim;

import java.nio.charset.StandardCharsets;
import net.routerd.testkit.sim.SimulationTest.NothingMoves;

/** Writes what a big storm was like, and how a failing one fails: a program of its own. */
final class Replay {

  private static final int BIG = 40;

  private Replay() {}

  public static void main(String[] args) {
    byte[] text = of(Long.parseLong(args[0])).getBytes(StandardCharsets.UTF_8);
    System.out.write(text, 0, text.length);
    System.out.flush();
  }

  static String of(long failing) {
    Simulation simulation = new Simulation(failing).withoutStandardInvariants();
    try {
      var _ = simulation.invariant(NothingMoves::new).run();
      return "it passed";
    } catch (SimulationFailure failure) {
      return new Simulation(BIG).trace() + failure.getMessage();
    }
  }
}
