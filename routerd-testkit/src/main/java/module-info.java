/**
 * Fakes for tests of programs that embed routerd: a strict kernel, links and probes, and time that
 * a test moves.
 */
module net.routerd.testkit {
  requires static transitive org.jspecify;
  requires transitive net.routerd.api;
  requires transitive net.routerd.model;

  exports net.routerd.testkit;
}
