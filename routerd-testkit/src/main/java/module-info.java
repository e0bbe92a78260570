/**
 * Fakes for tests of programs that embed routerd: a strict kernel, links and probes, and time that
 * a test moves; and the contract of platforms. Only {@code net.routerd.testkit.junit} needs JUnit.
 */
module net.routerd.testkit {
  requires static transitive org.jspecify;
  requires static org.junit.jupiter.api;
  requires transitive net.routerd.api;
  requires transitive net.routerd.model;

  exports net.routerd.testkit;
  exports net.routerd.testkit.junit;
  exports net.routerd.testkit.tck;
  exports net.routerd.testkit.sim;
}
