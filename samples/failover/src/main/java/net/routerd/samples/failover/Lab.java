package net.routerd.samples.failover;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import net.routerd.api.RouterdBuilder;

/** The world of the story: a router with two ways out, and somebody who cuts lines. */
interface Lab extends AutoCloseable {

  /** What somebody does to the tunnel. */
  enum Act {
    CUT("the tunnel's far end drops every packet and tells nobody; the link stays up"),
    MEND("the tunnel's far end works again"),
    UNPLUG("the tunnel's device loses its carrier"),
    PLUG("the tunnel's device has its carrier again");

    private final String words;

    Act(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** Says in a few words what world this is. */
  String name();

  /** Puts an engine into this world. */
  RouterdBuilder install(RouterdBuilder builder);

  void act(Act act) throws IOException, InterruptedException;

  /** Lets time go by until something is so; false if it did not become so in time. */
  boolean await(BooleanSupplier condition, Duration atMost) throws InterruptedException;

  Instant now();

  /** What {@code ip route show default} says. */
  String defaultRoute() throws IOException, InterruptedException;

  /** The packets that a host behind the router sends to the internet, one a millisecond. */
  Traffic traffic();

  @Override
  void close();
}
