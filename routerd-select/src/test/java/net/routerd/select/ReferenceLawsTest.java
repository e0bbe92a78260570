package net.routerd.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.routerd.model.ConfigException;
import net.routerd.model.ConfigProblem;
import net.routerd.model.Resource;
import net.routerd.model.RouterConfig;
import net.routerd.model.status.RouteStatus;

/** References over random graphs of routes: they end, or the circle is named. */
class ReferenceLawsTest {

  private static final int ROUTES = 6;

  /** For each route the number of the one that it takes its gateway from; -1 for none. */
  @Provide
  Arbitrary<List<Integer>> graphs() {
    return Arbitraries.integers().between(-1, ROUTES - 1).list().ofSize(ROUTES);
  }

  private static List<Resource> routes(List<Integer> graph) {
    List<Resource> routes = new ArrayList<>();
    for (int i = 0; i < ROUTES; i++) {
      int from = graph.get(i);
      String gateway = from < 0 ? "10.0.0.1" : "${IPv4Route/r" + from + ".status.gateway}";
      routes.add(
          Given.route("r" + i, "10.1." + i + ".0/24")
              .device(Given.device("wan0"))
              .gateway(Given.address(gateway))
              .build());
    }
    return routes;
  }

  /** The routes on a circle, by following each one's only reference. */
  private static Set<String> circles(List<Integer> graph) {
    Set<String> on = new HashSet<>();
    for (int i = 0; i < ROUTES; i++) {
      int at = i;
      for (int steps = 0; steps < ROUTES && at >= 0; steps++) {
        at = graph.get(at);
        if (at == i) {
          on.add("IPv4Route/r" + i);
        }
      }
    }
    return on;
  }

  @Property(tries = 300)
  @Label("REF-3, REF-4, REF-6 references end in a value, or every circle is named whole")
  void referencesEndOrTheCircleIsNamed(@ForAll("graphs") List<Integer> graph) {
    Set<String> circles = circles(graph);
    Optional<ConfigException> refused = Optional.empty();
    try {
      World world = new World(RouterConfig.of(routes(graph)));
      world.link(Given.up("wan0", 10, "10.0.0.2/24"));
      world.settle();
      for (int i = 0; i < ROUTES; i++) {
        RouteStatus status = world.route("IPv4Route/r" + i);
        assertThat(status.gateway()).hasValue(Given.ip("10.0.0.1"));
        assertThat(status.phase()).isEqualTo("Installed");
      }
    } catch (ConfigException e) {
      refused = Optional.of(e);
    }
    assertThat(refused.isPresent()).as("refused: %s", refused).isEqualTo(!circles.isEmpty());
    refused.ifPresent(e -> assertThat(named(e, graph)).isEqualTo(circles));
  }

  /** Reads the circles from the messages, and insists that each is one. */
  private static Set<String> named(ConfigException refused, List<Integer> graph) {
    Map<String, String> next = new HashMap<>();
    for (int i = 0; i < ROUTES; i++) {
      next.put("IPv4Route/r" + i, "IPv4Route/r" + graph.get(i));
    }
    Set<String> named = new HashSet<>();
    for (ConfigProblem problem : refused.problems()) {
      assertThat(problem.code()).isEqualTo("ReferenceCycle");
      String message = problem.message();
      String circle = message.substring(message.indexOf(": ") + 2, message.indexOf(';'));
      List<String> steps = List.of(circle.split(" -> "));
      assertThat(steps.getLast()).isEqualTo(steps.getFirst());
      for (int i = 0; i + 1 < steps.size(); i++) {
        assertThat(next.get(steps.get(i))).isEqualTo(steps.get(i + 1));
        assertThat(named.add(steps.get(i))).as("%s is named once", steps.get(i)).isTrue();
      }
    }
    return named;
  }
}
