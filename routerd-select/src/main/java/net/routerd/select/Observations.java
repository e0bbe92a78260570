package net.routerd.select;

import java.util.List;
import java.util.Map;
import net.routerd.model.ResourceRef;
import net.routerd.model.link.Link;
import net.routerd.model.net.LinkName;
import net.routerd.model.persistent.PersistentMap;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.RouteChange;

/**
 * All that is known of the world when a decision is made.
 *
 * @param links the devices by name
 * @param kernel our routes and rules, and foreign routes at keys of interest
 * @param external what the embedding program published
 * @param results probe results; one that was folded before is known by its sequence number and does
 *     nothing
 * @param loopNanos how long the probe loop has run, in nanoseconds: the monotonic clock without the
 *     gaps in which it was not scheduled (HC-3)
 * @param applied changes that the kernel acknowledged since the last decision, in their order
 *     (RT-4)
 * @param refusals changes that the kernel refused lately, by {@link Refusal#subject}
 * @param directives what an operator asked for, by policy name (ENG-8)
 */
public record Observations(
    Map<LinkName, Link> links,
    KernelView kernel,
    Map<ResourceRef, Published> external,
    List<ProbeResult> results,
    long loopNanos,
    List<RouteChange> applied,
    Map<Object, Refusal> refusals,
    Map<String, Directives> directives) {

  /** Nothing known. */
  public static final Observations NONE =
      new Observations(
          Map.of(), KernelView.EMPTY, Map.of(), List.of(), 0, List.of(), Map.of(), Map.of());

  /** Copies the collections. */
  public Observations {
    links = PersistentMap.keep(links);
    external = PersistentMap.keep(external);
    results = List.copyOf(results);
    applied = List.copyOf(applied);
    refusals = Map.copyOf(refusals);
    directives = PersistentMap.keep(directives);
  }
}
