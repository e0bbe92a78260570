package net.routerd.select;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.routerd.model.ConfigProblem;
import net.routerd.model.HealthCheck;
import net.routerd.model.ProblemCode;
import net.routerd.model.link.Link;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.select.health.CheckPath;

/** Warnings that only a look at the machine can give. */
final class ObservedWarnings {

  private record Connected(LinkName device, Cidr prefix) {}

  private final Evaluation evaluation;
  private final List<Connected> connected;

  ObservedWarnings(Evaluation evaluation, Collection<Link> links) {
    this.evaluation = evaluation;
    connected =
        links.stream()
            .sorted(Comparator.comparing(link -> link.name().text()))
            .flatMap(ObservedWarnings::connected)
            .toList();
  }

  private static Stream<Connected> connected(Link link) {
    return link.addresses().stream().map(a -> new Connected(link.name(), a.connected()));
  }

  /** Returns the warnings about checks of which the configuration has not warned already. */
  List<ConfigProblem> outsidePath() {
    Set<String> known =
        evaluation.configuration.warnings().stream()
            .filter(w -> w.code().equals(ProblemCode.CHECK_OUTSIDE_PATH.toString()))
            .map(ConfigProblem::resource)
            .collect(Collectors.toSet());
    List<ConfigProblem> warnings = new ArrayList<>();
    for (HealthCheck check : evaluation.configuration.all(HealthCheck.class)) {
      if (!known.contains(check.ref().toString())
          && !check.target().isLinkLocal()
          && evaluation.paths.get(check.metadata().name()) instanceof CheckPath.Along along) {
        elsewhere(check, along.pin().device()).ifPresent(warnings::add);
      }
    }
    return warnings;
  }

  /** Returns the warnings about nexthop objects of ours that something of others refers to. */
  static List<ConfigProblem> usedByOthers(List<ObservedNextHop> hops, int protocol) {
    return hops.stream()
        .filter(hop -> hop.protocol() == protocol)
        .flatMap(hop -> hop.foreignUser().map(user -> usedByOthers(hop, user)).stream())
        .toList();
  }

  private static ConfigProblem usedByOthers(ObservedNextHop hop, String user) {
    return new ConfigProblem(
        "kernel",
        0,
        0,
        "",
        "",
        ProblemCode.NEXTHOP_OBJECT_USED_BY_OTHERS.toString(),
        hop
            + " stays also when nothing here needs it any more, because "
            + user
            + " is not ours and refers to it; let that name its gateway itself");
  }

  private Optional<ConfigProblem> elsewhere(HealthCheck check, LinkName own) {
    List<Connected> there =
        connected.stream().filter(c -> c.prefix().contains(check.target())).toList();
    return there.stream().anyMatch(c -> c.device().equals(own))
        ? Optional.empty()
        : there.stream()
            .findFirst()
            .map(
                other ->
                    evaluation.configuration.outsidePath(
                        check.ref(),
                        check.target()
                            + " stands in "
                            + other.prefix()
                            + " of "
                            + other.device()
                            + ", but the check is to probe the path by "
                            + own
                            + "; choose a target beyond "
                            + own));
  }
}
