/** The testkit in tests with JUnit Jupiter. */
module net.routerd.testkit.junit {
  requires static transitive org.jspecify;
  requires transitive net.routerd.testkit;
  requires transitive org.junit.jupiter.api;

  exports net.routerd.testkit.junit;
}
