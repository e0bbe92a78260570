package net.routerd.spi;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;

/** The machine's routes and policy rules. */
public interface RouteTables {

  /**
   * Returns our routes and rules, and the foreign routes at watched keys, as they are now. May be
   * called from any thread.
   *
   * @return an immutable snapshot
   */
  KernelView current();

  /**
   * Says at which keys foreign routes matter as well (RT-1). The snapshot shows them from the next
   * {@link PlatformListener#changed()} on; nothing is told where there are none.
   *
   * @param keys the keys, in place of those watched before
   */
  void watch(Set<RouteKey> keys);

  /**
   * Applies changes in order; one that is refused does not stop those behind it, except that a
   * route is not sent whose nexthop object was refused ({@link MissingObjects}). Only one call is
   * under way at a time. Called by the engine's thread, or from within {@link
   * PlatformListener#changed()} by the thread that tells.
   *
   * <p>Nothing of others is replaced or deleted (RT-1): a replacement of what is not ours is
   * refused with EEXIST, and so is the deletion of a nexthop object that is not ours; that of one
   * of ours to which a route or a group of others refers is refused with EBUSY, and shown from then
   * on. A next hop that others append to an IPv6 route of ours is a route of others at its key:
   * Linux lists both as one route under the number of the first, but keeps an owner for each, and
   * lets the deletion of one with its gateway, device and protocol leave the other. It is shown
   * behind ours with {@link net.routerd.model.route.ObservedRoute#UNTOLD_PROTOCOL}, and a
   * replacement, with which it would go, is refused.
   *
   * @param changes what to change
   * @return completes, on any thread and never exceptionally, with one result for each change, when
   *     {@link #current()} shows what the kernel holds after the last of them: what is acknowledged
   *     has been read back
   */
  CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes);

  /**
   * Reads everything from the kernel again; a difference is told by {@link
   * PlatformListener#changed()}.
   */
  void refresh();
}
