/** The embedding API of routerd and the SPI that a platform implements. */
module net.routerd.api {
  requires static transitive org.jspecify;
  requires transitive net.routerd.model;
  requires transitive net.routerd.select;

  exports net.routerd.api;
  exports net.routerd.spi;

  uses net.routerd.spi.PlatformProvider;
}
