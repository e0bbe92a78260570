/**
 * Fakes for tests of programs that embed routerd: a strict kernel, links and probes, and time that
 * a test moves; and the contract of platforms. Nothing here needs a test engine.
 */
module net.routerd.testkit {
  requires static transitive org.jspecify;
  requires transitive net.routerd.api;
  requires transitive net.routerd.model;

  exports net.routerd.testkit;
  exports net.routerd.testkit.assertions;
  exports net.routerd.testkit.tck;
  exports net.routerd.testkit.sim;
}
