package net.routerd.testkit.assertions;

import net.routerd.api.Routerd;
import net.routerd.testkit.FakeKernel;
import net.routerd.testkit.RecordingListener;

/** Where every assertion begins; import its methods statically. */
public final class RoutingAssertions {

  private RoutingAssertions() {}

  /**
   * Begins assertions on what the kernel holds and where it sends packets.
   *
   * @param kernel the kernel
   * @return the assertions
   */
  public static RoutesAssert assertThatRoutes(FakeKernel kernel) {
    return new RoutesAssert(kernel);
  }

  /**
   * Begins assertions on what a policy selected.
   *
   * @param routerd the engine, running
   * @param policy the policy's name
   * @return the assertions
   */
  public static PolicyAssert assertThatPolicy(Routerd routerd, String policy) {
    return new PolicyAssert(routerd, policy);
  }

  /**
   * Begins assertions on what an engine told.
   *
   * @param listener the listener that the engine was built with
   * @return the assertions
   */
  public static EventsAssert assertThatEvents(RecordingListener listener) {
    return new EventsAssert(listener);
  }
}
