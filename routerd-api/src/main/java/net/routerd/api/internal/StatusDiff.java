package net.routerd.api.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.routerd.api.RouterdEvent;
import net.routerd.model.ResourceRef;
import net.routerd.model.persistent.Differences;
import net.routerd.model.status.CandidateStatus;
import net.routerd.model.status.HealthStatus;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.RouteStatus;
import net.routerd.model.status.Status;
import net.routerd.model.status.StatusSnapshot;
import net.routerd.spi.TimeSource;

/** Finds the statuses that changed in a field that is not volatile (STA-2). */
final class StatusDiff {

  private StatusDiff() {}

  static List<RouterdEvent> changes(StatusSnapshot before, StatusSnapshot after, TimeSource time) {
    Map<ResourceRef, RouterdEvent> events = new TreeMap<>();
    Differences.between(
        before.statuses(),
        after.statuses(),
        (ref, was, is) -> {
          if (was == null || is == null || !steady(was).equals(steady(is))) {
            events.put(
                ref,
                new RouterdEvent.StatusChanged(
                    time.wall(), ref, Optional.ofNullable(was), Optional.ofNullable(is)));
          }
        });
    return List.copyOf(events.values());
  }

  /** Returns the parts of a status that are not volatile. */
  private static List<Object> steady(Status status) {
    return switch (status) {
      case PolicyStatus p ->
          List.of(
              p.phase(),
              p.reason(),
              p.selectedCandidate(),
              p.selectedSource(),
              p.selectedDevice(),
              p.selectedGateway(),
              p.selectedWeight(),
              p.destinationCidrs(),
              p.lastTransitionTime(),
              p.candidates().stream().map(StatusDiff::steady).toList(),
              p.conditions());
      case HealthStatus h ->
          List.of(
              h.phase(), h.verdict(), h.reason(), h.lastTransitionTime(), h.via(), h.conditions());
      case RouteStatus r ->
          List.of(
              r.phase(),
              r.reason(),
              r.destination(),
              r.device(),
              r.gateway(),
              r.metric(),
              r.table(),
              r.conditions());
      default -> List.of(status);
    };
  }

  private static List<Object> steady(CandidateStatus c) {
    return List.of(
        c.name(), c.ready(), c.selected(), c.reason(), c.weight(), c.device(), c.gateway());
  }
}
