/** An appliance that embeds routerd, with a command line. */
module net.routerd.samples.appliance {
  requires static org.jspecify;
  requires net.routerd.api;
  requires net.routerd.model;
  requires tools.jackson.databind;
  // sun.misc.Signal: the JDK has no other way to take a SIGHUP.
  requires jdk.unsupported;
}
