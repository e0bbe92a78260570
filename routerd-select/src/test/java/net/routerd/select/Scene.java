package net.routerd.select;

import static net.routerd.select.Given.candidate;
import static net.routerd.select.Given.dev;
import static net.routerd.select.Given.following;
import static net.routerd.select.Given.iface;
import static net.routerd.select.Given.ip;
import static net.routerd.select.Given.named;
import static net.routerd.select.Given.policy;
import static net.routerd.select.Given.up;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Resource;
import net.routerd.model.RouterConfig;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.select.explain.Counterfactual;
import net.routerd.select.explain.Explanation;
import net.routerd.select.explain.Premise;

/**
 * One policy over four uplinks that share nothing, what happens to it, and how the premises of a
 * counterfactual are carried out.
 */
final class Scene {

  static final int UPLINKS = 4;

  /**
   * How a scene is set up.
   *
   * @param weights of the candidates
   * @param checked which candidates have a check
   * @param enabled which candidates are enabled at first
   * @param hysteresis in seconds
   * @param healthyThreshold of the checks
   * @param lossByDrain whether a candidate is lost by a drain, else by its link
   */
  record Setup(
      List<Integer> weights,
      List<Boolean> checked,
      List<Boolean> enabled,
      int hysteresis,
      int healthyThreshold,
      boolean lossByDrain) {}

  /**
   * Something that happens.
   *
   * @param what the kind of event
   * @param uplink to which candidate
   */
  record Step(Event what, int uplink) {}

  enum Event {
    PASS,
    FAIL,
    UNPLUG,
    PLUG,
    REMOVE,
    TIME,
    LONG_TIME,
    RETARGET,
    DRAIN,
    PIN,
    RELEASE,
    ENABLE
  }

  final World world;
  private final Setup setup;
  private final int[] weights = new int[UPLINKS];
  private final boolean[] enabled = new boolean[UPLINKS];
  private final int[] targets = new int[UPLINKS];

  Scene(Setup setup) {
    this.setup = setup;
    for (int i = 0; i < UPLINKS; i++) {
      weights[i] = setup.weights().get(i);
      enabled[i] = setup.enabled().get(i);
    }
    world = new World(configuration());
    for (int i = 0; i < UPLINKS; i++) {
      restore(i);
    }
    world.settle();
  }

  private Scene(Scene other) {
    setup = other.setup;
    System.arraycopy(other.weights, 0, weights, 0, UPLINKS);
    System.arraycopy(other.enabled, 0, enabled, 0, UPLINKS);
    System.arraycopy(other.targets, 0, targets, 0, UPLINKS);
    world = other.world.fork();
  }

  private RouterConfig configuration() {
    List<Resource> resources = new ArrayList<>();
    EgressRoutePolicy.Builder policy =
        policy("wan").hysteresis(Duration.ofSeconds(setup.hysteresis()));
    for (int i = 0; i < UPLINKS; i++) {
      resources.add(iface("wan" + i));
      resources.add(
          named("check" + i)
              .target(ip("1.1.1." + (1 + targets[i])))
              .interval(Duration.ofSeconds(1))
              .timeout(Duration.ofMillis(500))
              .healthyThreshold(setup.healthyThreshold())
              .unhealthyThreshold(2)
              .build());
      Candidate.Builder candidate =
          candidate("wan" + i, weights[i])
              .enabled(enabled[i])
              .gateway(Given.address("10.0." + i + ".1"));
      if (setup.checked().get(i)) {
        candidate.healthCheck("check" + i);
      }
      policy.addCandidates(candidate.build());
    }
    resources.add(policy.build());
    resources.add(following("wan").build());
    return RouterConfig.of(resources);
  }

  private void reload() {
    world.configuration = configuration();
  }

  private void restore(int i) {
    if (!world.links.containsKey(dev("wan" + i))) {
      world.link(up("wan" + i, 10 + i, "10.0." + i + ".2/24"));
    }
    world.plug("wan" + i);
  }

  private Directives directives() {
    return world.directives.getOrDefault("wan", Directives.NONE);
  }

  private void drain(int i) {
    Set<String> drained = new HashSet<>(directives().drained());
    drained.add("wan" + i);
    world.directives.put("wan", new Directives(drained, directives().pinned()));
  }

  private void undrain(int i) {
    Set<String> drained = new HashSet<>(directives().drained());
    drained.remove("wan" + i);
    world.directives.put("wan", new Directives(drained, directives().pinned()));
  }

  private void pin(Optional<String> candidate) {
    world.directives.put("wan", new Directives(directives().drained(), candidate));
  }

  void happen(Step step) {
    int i = step.uplink();
    switch (step.what()) {
      case PASS -> probe(i, ProbeOutcome.Kind.PASSED);
      case FAIL -> probe(i, ProbeOutcome.Kind.TIMEOUT);
      case UNPLUG -> world.unplug("wan" + i);
      case PLUG -> restore(i);
      case REMOVE -> world.remove("wan" + i);
      case TIME -> world.advance(Duration.ofMillis(700));
      case LONG_TIME -> world.advance(Duration.ofSeconds(4));
      case RETARGET -> {
        targets[i] = 1 - targets[i];
        reload();
      }
      case DRAIN -> drain(i);
      case PIN -> pin(Optional.of("wan" + i));
      case RELEASE -> world.directives.clear();
      case ENABLE -> {
        enabled[i] = !enabled[i];
        reload();
      }
    }
    world.settle();
  }

  private void probe(int i, ProbeOutcome.Kind outcome) {
    if (world.isProbed("check" + i)) {
      world.result("check" + i, outcome);
    }
  }

  List<Explanation> explanations() {
    return world.last().explanations().getOrDefault("wan", List.of());
  }

  boolean isHeld() {
    return world.memory.policies().values().stream()
        .anyMatch(p -> p.selected().flatMap(name -> p.of(name).hold()).isPresent());
  }

  /** Carries out all premises for a candidate, and returns who is selected then. */
  Optional<String> selectedAfter(String candidate, Counterfactual way) {
    Scene scene = new Scene(this);
    int i = index(candidate);
    List<String> lost = new ArrayList<>();
    for (Premise premise : way.premises()) {
      switch (premise) {
        case Premise.Enabled() -> {
          scene.enabled[i] = true;
          scene.reload();
        }
        case Premise.Undrained() -> scene.undrain(i);
        case Premise.Ready ready -> scene.ready(i);
        case Premise.Unpinned unpinned -> scene.pin(Optional.empty());
        case Premise.Weighs(int atLeast) -> {
          scene.weights[i] = atLeast;
          scene.reload();
        }
        case Premise.StaysReady(long nanos) -> scene.pass(nanos);
        case Premise.Lost(String other) -> lost.add(other);
      }
      if (lost.isEmpty()) {
        scene.world.settle();
      }
    }
    lost.forEach(other -> scene.lose(index(other)));
    scene.world.settle();
    return scene.world.selected("wan");
  }

  private static int index(String candidate) {
    return candidate.charAt(candidate.length() - 1) - '0';
  }

  private void ready(int i) {
    restore(i);
    world.settle();
    for (int pass = 0; setup.checked().get(i) && pass < setup.healthyThreshold(); pass++) {
      probe(i, ProbeOutcome.Kind.PASSED);
      world.settle();
    }
  }

  private void lose(int i) {
    if (setup.lossByDrain()) {
      drain(i);
    } else {
      world.unplug("wan" + i);
    }
  }

  /** Lets time pass in which nothing changes: probes go on as their verdicts say. */
  private void pass(long nanos) {
    long end = world.nanos + nanos;
    while (world.nanos - end < 0) {
      long next = Math.min(end, world.nanos + 1_000_000_000);
      next = Math.min(next, world.last().wakeUpNanos().orElse(next));
      world.advance(Duration.ofNanos(next - world.nanos));
      for (int i = 0; i < UPLINKS; i++) {
        switch (world.health("check" + i).verdict()) {
          case "Healthy" -> probe(i, ProbeOutcome.Kind.PASSED);
          case "Unhealthy" -> probe(i, ProbeOutcome.Kind.TIMEOUT);
          default -> {} // still without a verdict
        }
      }
      world.settle();
    }
  }
}
