/** A demonstration: a line dies, traffic goes another way, and comes back. */
module net.routerd.samples.failover {
  requires static org.jspecify;
  requires net.routerd.api;
  requires net.routerd.model;
  requires net.routerd.testkit;
}
