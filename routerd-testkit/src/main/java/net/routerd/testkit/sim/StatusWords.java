package net.routerd.testkit.sim;

import java.util.Objects;
import java.util.TreeSet;
import net.routerd.api.RouterdEvent;
import net.routerd.model.ResourceRef;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.Status;
import net.routerd.model.status.StatusSnapshot;

/** Statuses and events in words for the timeline. */
final class StatusWords {

  private StatusWords() {}

  /** Returns what differs. */
  static String of(StatusSnapshot before, StatusSnapshot after) {
    StringBuilder text = new StringBuilder("decided:");
    TreeSet<ResourceRef> all = new TreeSet<>(before.statuses().keySet());
    all.addAll(after.statuses().keySet());
    for (ResourceRef ref : all) {
      Status now = after.statuses().get(ref);
      if (!Objects.equals(before.statuses().get(ref), now)) {
        text.append("\n        ").append(ref).append(": ").append(now == null ? "gone" : now);
      }
    }
    return text.toString();
  }

  static String of(RouterdEvent event) {
    return event instanceof RouterdEvent.StatusChanged changed
        ? changed.resource()
            + " "
            + changed.before().map(StatusWords::brief).orElse("nothing")
            + " -> "
            + changed.after().map(StatusWords::brief).orElse("nothing")
        : event.toString();
  }

  private static String brief(Status status) {
    return status instanceof PolicyStatus policy
        ? policy.phase() + policy.selectedCandidate().map(c -> " " + c).orElse("")
        : status.phase();
  }
}
