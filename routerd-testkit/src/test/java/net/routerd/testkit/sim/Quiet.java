package net.routerd.testkit.sim;

/** Tests of storms are not told every decision of the engine on the console. */
final class Quiet {

  private Quiet() {}

  static void engine() {
    java.util.logging.Logger logger = java.util.logging.Logger.getLogger("net.routerd");
    logger.setLevel(java.util.logging.Level.OFF);
    KEPT = logger;
  }

  /** Loggers are held weakly: without this one the level would be forgotten. */
  @SuppressWarnings("unused")
  private static java.util.logging.Logger KEPT = java.util.logging.Logger.getLogger("net.routerd");
}
