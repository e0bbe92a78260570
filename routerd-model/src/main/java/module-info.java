/** Immutable resources, value records, statuses and the strict YAML reader of routerd. */
@SuppressWarnings("module") // the modules that a qualified export names are built later
module net.routerd.model {
  requires static transitive org.jspecify;
  requires static org.immutables.value.annotations;
  requires tools.jackson.core;
  requires tools.jackson.databind;
  requires tools.jackson.dataformat.yaml;
  requires org.snakeyaml.engine;

  exports net.routerd.model;
  exports net.routerd.model.link;
  exports net.routerd.model.net;
  exports net.routerd.model.persistent to
      net.routerd.api,
      net.routerd.linux,
      net.routerd.select;
  exports net.routerd.model.probe;
  exports net.routerd.model.route;
  exports net.routerd.model.status;
  exports net.routerd.model.yaml;
}
