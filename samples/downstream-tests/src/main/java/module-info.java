/** The software of a gateway that leaves the choice of the uplink to routerd. */
module net.example.gateway {
  requires transitive net.routerd.api;

  exports net.example.gateway;
}
