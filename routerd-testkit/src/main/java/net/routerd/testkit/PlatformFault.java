package net.routerd.testkit;

import java.time.Duration;
import java.util.function.Predicate;
import net.routerd.model.route.RouteChange;

/** Something that goes wrong between an engine and its machine. */
public sealed interface PlatformFault {

  /**
   * The kernel refuses changes; nothing of them happens.
   *
   * @param which the changes that are refused
   * @param errno the error number
   * @param kernelText the kernel's own words, or empty
   * @param times how many changes are refused
   */
  record Refuse(Predicate<RouteChange> which, Errno errno, String kernelText, int times)
      implements PlatformFault {}

  /**
   * The answer to changes is lost: their result is {@code Unknown}.
   *
   * @param which the changes whose answer is lost
   * @param happened whether the kernel made them
   * @param times how many answers are lost
   */
  record LoseAck(Predicate<RouteChange> which, boolean happened, int times)
      implements PlatformFault {}

  /**
   * The kernel takes changes at once and answers late.
   *
   * @param by how late the result of a call of apply is
   * @param times how many calls
   */
  record Delay(Duration by, int times) implements PlatformFault {}

  /**
   * Changes of links and routes are not told, until another one is or the platform reads everything
   * again.
   *
   * @param times how many notifications are lost
   */
  record DropEvent(int times) implements PlatformFault {}

  /**
   * More changes of links and routes than could be taken in, as when a netlink socket overruns
   * (ENOBUFS, netlink(7)): for a while the open platforms tell nothing and read nothing back, then
   * each reads everything again. Results of changes wait for that as well.
   *
   * @param blind for how long
   */
  record Overflow(Duration blind) implements PlatformFault {}

  /**
   * A device that is made gets the number of the one that was deleted last, where that is still
   * free: the kernel reuses numbers once they have wrapped around, or where a program asks for one
   * (RT-8).
   *
   * @param times how many devices
   */
  record ReuseIfindex(int times) implements PlatformFault {}

  /**
   * Probing stands still: no result comes before its end.
   *
   * @param by for how long
   */
  record StallProber(Duration by) implements PlatformFault {}

  /**
   * The threads of the engines that run now stand still: the process is not scheduled, or the
   * machine was suspended. What arrives meanwhile waits (HC-3).
   *
   * @param by for how long
   */
  record StallEngine(Duration by) implements PlatformFault {}

  /**
   * Refuses the next change.
   *
   * @param errno the error number
   * @return the fault
   */
  static PlatformFault refuse(Errno errno) {
    return refuse(errno, change -> true);
  }

  /**
   * Refuses the next change of some kind.
   *
   * @param errno the error number
   * @param which the changes that it may be
   * @return the fault
   */
  static PlatformFault refuse(Errno errno, Predicate<RouteChange> which) {
    return new Refuse(which, errno, "", 1);
  }

  /**
   * Loses the answer to the next change.
   *
   * @param happened whether the kernel made it
   * @return the fault
   */
  static PlatformFault loseAck(boolean happened) {
    return new LoseAck(change -> true, happened, 1);
  }
}
