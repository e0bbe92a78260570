package net.routerd.select;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import net.routerd.model.RouterConfig;
import net.routerd.model.link.Link;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteChange;

/** A world that events happen to, one after another, decision by decision, while laws watch. */
final class Play {

  static final int PROTOCOL = Settings.STANDARD.protocol();

  final World world;
  private final List<Law> laws;
  private final Map<String, ProbeOrder> underWay = new HashMap<>();
  private Optional<Decision> before = Optional.empty();

  Play(RouterConfig configuration, Law... laws) {
    world = new World(configuration);
    this.laws = List.of(laws);
  }

  RouterConfig configuration() {
    return world.configuration;
  }

  /** Something happens; then decisions are made and applied until nothing is left to change. */
  Decision happen(Event event) {
    event.happen(this);
    return settle();
  }

  Decision settle() {
    for (int i = 0; i < 10; i++) {
      Decision now = world.decide();
      laws.forEach(law -> law.decided(this, before, now));
      before = Optional.of(now);
      if (now.plan().isEmpty()) {
        return now;
      }
      for (RouteChange change : now.plan().changes()) {
        world.apply(change);
        laws.forEach(law -> law.applied(this, now, change));
      }
    }
    throw new AssertionError("still changing after ten decisions: " + world.last().plan());
  }

  /** What would be decided now, were this the configuration; nothing is remembered. */
  Decision foresee(RouterConfig configuration) {
    return new Decider(Settings.STANDARD)
        .decide(
            configuration, world.observations(), world.memory, new Moment(world.nanos, world.wall));
  }

  boolean isForeign(ObservedRoute route) {
    return route.protocol() != PROTOCOL;
  }

  void link(Link link) {
    world.remove(link.name().toString());
    world.link(link);
  }

  void probe(String check, ProbeOutcome.Kind outcome) {
    if (world.isProbed(check)) {
      world.result(check, outcome);
    }
  }

  void send(String check) {
    world.order(check).ifPresent(order -> underWay.put(check, order));
  }

  void arrive(String check, ProbeOutcome.Kind outcome) {
    ProbeOrder sent = underWay.remove(check);
    if (sent != null) {
      world.result(sent, sent.generation(), outcome);
    }
  }

  void direct(String policy, UnaryOperator<Directives> change) {
    world.directives.put(
        policy, change.apply(world.directives.getOrDefault(policy, Directives.NONE)));
  }

  void set(String resource, String path, String value) {
    world.configuration = ConfigText.set(world.configuration, resource, path, value);
  }

  void flush() {
    world.kernel.routes.removeIf(route -> !isForeign(route));
    world.kernel.rules.clear();
  }

  /** Somebody replaces what a route resource last wanted by a route of another protocol. */
  void intrude(String name, String device) {
    world
        .last()
        .memory()
        .routes()
        .forEach(
            (ref, routes) -> {
              if (ref.name().equals(name)) {
                routes.forEach(
                    route -> world.kernel.replace(route.key(), Given.through(device), 3));
              }
            });
  }
}
