/**
 * The pure core of routerd: every decision, and nothing that could reach a clock, a thread or a
 * socket.
 */
module net.routerd.select {
  requires static transitive org.jspecify;
  requires transitive net.routerd.model;

  exports net.routerd.select;
  exports net.routerd.select.bounds;
  exports net.routerd.select.explain;
}
