package net.routerd.testkit.tck;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;

/**
 * A machine and the network around it, moved by somebody who is not the platform: the other hand of
 * every rule. It must reach the machine by other means than the platform under test does, so that
 * both cannot be wrong in the same way.
 *
 * <p>Every change stands when its method returns. A method that cannot do what it says here throws
 * {@link Untestable}, and the rule counts as untested. All methods are called by one thread, that
 * of the test.
 */
public interface World extends AutoCloseable {

  /** How a target behaves. */
  enum Target {
    /** Answers echo requests, and takes TCP connections to port 443. */
    ANSWERS,
    /** What is sent to it is dropped. */
    SILENT,
    /** Resets TCP connections to port 443. */
    REFUSES,
    /** The gateway says by ICMP that it cannot be reached. */
    UNREACHABLE
  }

  /**
   * Adds a device that is up, has a carrier and no address but link-local ones.
   *
   * @param link its name
   */
  void addLink(LinkName link);

  /**
   * Deletes a device; one that is added again under the name has another number.
   *
   * @param link its name
   */
  void deleteLink(LinkName link);

  /**
   * Gives a device another name; it keeps its number, addresses and routes.
   *
   * @param from the old name
   * @param to the new name
   */
  void renameLink(LinkName from, LinkName to);

  /**
   * Takes a device up or down, as an administrator does.
   *
   * @param link the device
   * @param up true for up
   */
  void setUp(LinkName link, boolean up);

  /**
   * Lets the other end of a device's line appear or disappear.
   *
   * @param link the device
   * @param there true for a carrier
   */
  void setCarrier(LinkName link, boolean there);

  /**
   * Adds an address, which can be used at once.
   *
   * @param link the device
   * @param address with the length of its connected prefix
   */
  void addAddress(LinkName link, LinkAddress address);

  /**
   * Takes an address away.
   *
   * @param link the device
   * @param address as it was added
   */
  void removeAddress(LinkName link, LinkAddress address);

  /**
   * Adds a router behind a device.
   *
   * @param link the device
   * @param gateway its address, with the length of the connected prefix
   */
  void addGateway(LinkName link, LinkAddress gateway);

  /**
   * Adds a target behind all gateways of a device and of the target's family. Behind another device
   * the same address is another target.
   *
   * @param link the device
   * @param address the target
   * @param behaviour how it behaves
   */
  void addTarget(LinkName link, IpAddress address, Target behaviour);

  /**
   * Adds a route as another program does: {@code ip route add}.
   *
   * @param route the route, with the protocol number that it carries
   */
  void addRoute(ObservedRoute route);

  /**
   * Adds a route beside the one with its key: {@code ip route append}.
   *
   * @param route the route, with the protocol number that it carries
   */
  void appendRoute(ObservedRoute route);

  /**
   * Puts a route in the place of the one with its key, whoever made that: {@code ip route replace}.
   *
   * @param route the route, with the protocol number that it carries
   */
  void replaceRoute(ObservedRoute route);

  /**
   * Deletes a route: {@code ip route del}.
   *
   * @param route the route, whoever made it
   */
  void deleteRoute(ObservedRoute route);

  /**
   * Tells whether the machine holds a route: its key, next hop and protocol number. What the route
   * says of its being usable does not count.
   *
   * @param route the route
   * @return true if it is there now
   */
  boolean holds(ObservedRoute route);

  /**
   * Does something and tells whether the machine deleted a route meanwhile, were it only for the
   * instant until another one took its place: what the kernel itself tells of it.
   *
   * @param key where the route stands
   * @param work what is done, over when it returns
   * @return true if a route at the key was deleted; a replacement in one step deletes none
   */
  boolean deletesAt(RouteKey key, Runnable work);

  /**
   * Makes a nexthop object: {@code ip nexthop add}. A machine that has none throws {@link
   * Untestable} here and in the other methods about them, as they do by themselves.
   *
   * @param hop the object, with the protocol number that it carries
   */
  default void addNextHop(ObservedNextHop hop) {
    throw withoutNextHops();
  }

  /**
   * Changes a nexthop object, whoever made it: {@code ip nexthop replace}.
   *
   * @param hop what it shall be, with the protocol number that it carries
   */
  default void replaceNextHop(ObservedNextHop hop) {
    throw withoutNextHops();
  }

  /**
   * Deletes a nexthop object, whoever made it, and what refers to it: {@code ip nexthop del}.
   *
   * @param id its number
   */
  default void deleteNextHop(long id) {
    throw withoutNextHops();
  }

  /**
   * Tells whether the machine holds a nexthop object: its number, next hop and protocol number.
   *
   * @param hop the object
   * @return true if it is there now
   */
  default boolean holds(ObservedNextHop hop) {
    throw withoutNextHops();
  }

  private static Untestable withoutNextHops() {
    return new Untestable("this world has no nexthop objects");
  }

  /**
   * Adds a policy rule: {@code ip rule add}.
   *
   * @param rule the rule
   * @param protocol the protocol number that it carries
   */
  void addRule(RouteRule rule, int protocol);

  /**
   * Deletes a policy rule: {@code ip rule del}.
   *
   * @param rule the rule
   * @param protocol the protocol number that it carries
   */
  void deleteRule(RouteRule rule, int protocol);

  /**
   * Tells whether the machine holds a policy rule.
   *
   * @param rule the rule
   * @param protocol the protocol number that it carries
   * @return true if it is there now
   */
  boolean holds(RouteRule rule, int protocol);

  /**
   * Lets time pass until something has come about. This one waits in real time, up to 20 seconds,
   * which only a defect reaches; a world with a time of its own moves that.
   *
   * @param condition asked again and again, by the calling thread
   * @return true as soon as it holds; false if it did not in all that time
   */
  default boolean await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
    return true;
  }

  /** Takes the world down with all that is in it. */
  @Override
  void close();
}
