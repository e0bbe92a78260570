/** The embedding API of routerd and the SPI that a platform implements. */
module net.routerd.api {
  requires static transitive org.jspecify;
  requires transitive net.routerd.model;
  requires transitive net.routerd.select;
  requires com.fasterxml.jackson.annotation;
  requires tools.jackson.core;
  requires tools.jackson.databind;

  exports net.routerd.api;
  exports net.routerd.api.journal;
  exports net.routerd.spi;

  opens net.routerd.api.internal.journal to // its records are written as JSON
      tools.jackson.databind;

  uses net.routerd.spi.PlatformProvider;
}
