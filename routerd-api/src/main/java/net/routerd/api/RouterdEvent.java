package net.routerd.api;

import java.time.Instant;
import java.util.Optional;
import net.routerd.model.ResourceRef;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.RouteChange;
import net.routerd.model.status.Status;

/** Something that happened. */
public sealed interface RouterdEvent {

  /**
   * Returns when it happened, by the wall clock.
   *
   * @return the instant
   */
  Instant at();

  /**
   * A status has another value in a field that is not volatile (STA-2).
   *
   * @param at when
   * @param resource whose status it is
   * @param before the status before, empty for a new resource
   * @param after the status now, empty for a resource that is gone
   */
  record StatusChanged(
      Instant at, ResourceRef resource, Optional<Status> before, Optional<Status> after)
      implements RouterdEvent {}

  /**
   * A policy's traffic goes another way: told after the routes that follow the policy were read
   * back (RT-3). Connections tracked by the kernel are never flushed; a firmware that wants that
   * does it here.
   *
   * @param at when
   * @param policy the policy's name
   * @param from the way before, empty if nothing was selected
   * @param to the way now, empty if nothing is selected
   * @param cause why, in one sentence
   */
  record Transition(Instant at, String policy, Optional<Way> from, Optional<Way> to, String cause)
      implements RouterdEvent {}

  /**
   * One way out.
   *
   * @param candidate the candidate's name
   * @param device its device
   * @param gateway its gateway, empty where it needs none
   * @param sourceAddress the address that the kernel gives the machine's own packets on it, empty
   *     if it has none
   */
  record Way(
      String candidate,
      LinkName device,
      Optional<IpAddress> gateway,
      Optional<IpAddress> sourceAddress) {}

  /**
   * A change was acknowledged by the kernel and read back.
   *
   * @param at when
   * @param change the change
   */
  record ChangeApplied(Instant at, RouteChange change) implements RouterdEvent {}

  /**
   * A change was refused by the kernel (RT-10); it is tried again.
   *
   * @param at when
   * @param change the change
   * @param answer the kernel's answer in its own words, and the next step
   */
  record ChangeRefused(Instant at, RouteChange change, String answer) implements RouterdEvent {}

  /**
   * Another configuration is in force.
   *
   * @param at when
   * @param resources how many resources it has
   */
  record Reloaded(Instant at, int resources) implements RouterdEvent {}

  /**
   * The engine ended by an error (ENG-7); the routes stay as they are.
   *
   * @param at when
   * @param cause why
   */
  record Broken(Instant at, String cause) implements RouterdEvent {}
}
