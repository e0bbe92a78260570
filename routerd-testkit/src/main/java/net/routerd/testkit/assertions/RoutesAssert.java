package net.routerd.testkit.assertions;

import java.util.List;
import java.util.function.Supplier;
import net.routerd.api.Routerd;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.route.ObservedRoute;
import net.routerd.testkit.FakeKernel;
import net.routerd.testkit.Flow;
import net.routerd.testkit.Lookup;

/**
 * Assertions on a kernel's routes. Routes are written in the words of ip-route(8), as {@link
 * FakeKernel#routes(String)} takes them: what is left out matches any.
 */
public final class RoutesAssert {

  private final FakeKernel kernel;
  private final Supplier<String> selections;

  RoutesAssert(FakeKernel kernel) {
    this(kernel, () -> "");
  }

  private RoutesAssert(FakeKernel kernel, Supplier<String> selections) {
    this.kernel = kernel;
    this.selections = selections;
  }

  /**
   * Names the engine, so that a message also says what was selected and why.
   *
   * @param routerd the engine
   * @return assertions on the same kernel
   */
  public RoutesAssert decidedBy(Routerd routerd) {
    return new RoutesAssert(kernel, () -> "\n" + MachineTables.selections(routerd));
  }

  /**
   * Asserts that exactly one route is so.
   *
   * @param words such as {@code default via 172.17.0.1 dev wan0 proto 114}
   * @return this
   */
  public RoutesAssert hasRoute(String words) {
    List<ObservedRoute> found = kernel.routes(words);
    return check(
        found.size() == 1,
        "expected one route: " + words + "\nbut there are " + found.size() + " of them");
  }

  /**
   * Asserts that no route is so.
   *
   * @param words such as {@code default proto 114}
   * @return this
   */
  public RoutesAssert hasNoRoute(String words) {
    List<ObservedRoute> found = kernel.routes(words);
    return check(found.isEmpty(), "expected no route: " + words + "\nbut there is " + found);
  }

  /**
   * Asserts which way the packets of this machine take.
   *
   * @param to where they go, an address
   * @param way the whole way: {@code via ADDRESS dev NAME}, or {@code dev NAME} for one without a
   *     gateway
   * @return this
   */
  public RoutesAssert sends(String to, String way) {
    Lookup lookup = lookup(to);
    return check(
        lookup instanceof Lookup.Via via && words(via).equals(way),
        "expected packets to " + to + " to leave " + way + "\nbut their way is: " + lookup);
  }

  private static String words(Lookup.Via via) {
    return via.gateway().map(g -> "via " + g + " ").orElse("") + "dev " + via.device();
  }

  /**
   * Asserts that packets go nowhere: no route takes them, or one that discards.
   *
   * @param to where they go, an address
   * @return this
   */
  public RoutesAssert sendsNowhere(String to) {
    Lookup lookup = lookup(to);
    return check(
        lookup instanceof Lookup.Nowhere,
        "expected packets to " + to + " to go nowhere\nbut their way is: " + lookup);
  }

  private Lookup lookup(String to) {
    return kernel.lookup(Flow.to(IpAddress.parse(to)));
  }

  /**
   * Asserts that a prefix that once had a route in table main never was without one since, not even
   * for an instant (RT-2).
   *
   * @param prefix such as {@code 0.0.0.0/0}
   * @return this
   */
  public RoutesAssert neverLackedRoute(String prefix) {
    return check(
        !kernel.everWithoutRoute(Cidr.parse(prefix)),
        "expected "
            + prefix
            + " to have had a route all the time\nbut there was an instant without one");
  }

  private RoutesAssert check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(
          otherwise
              + "\n\nroutes of the kernel:\n"
              + MachineTables.routes(kernel)
              + selections.get());
    }
    return this;
  }
}
