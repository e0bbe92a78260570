package net.routerd.testkit;

import java.util.Optional;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;

/** What the kernel's route lookup says, in the words of {@code ip route get}. */
public sealed interface Lookup {

  /**
   * A route carries the packets.
   *
   * @param table the route's table
   * @param gateway the next router, empty where the destination is on the link
   * @param device the outgoing device
   * @param source the source address that a socket gets which is not bound to one; empty where the
   *     machine has none of this family
   */
  record Via(
      RouteTable table, Optional<IpAddress> gateway, LinkName device, Optional<IpAddress> source)
      implements Lookup {
    @Override
    public String toString() {
      return gateway.map(g -> "via " + g + " ").orElse("") + "dev " + device + " table " + table;
    }
  }

  /** The destination is this machine. */
  record Local() implements Lookup {
    @Override
    public String toString() {
      return "local";
    }
  }

  /**
   * There is no route, and as the socket is bound to a device the kernel takes the destination as
   * on the link; IPv4 only. The lookup with FIB_MATCH does not lie this way (PATH-2).
   *
   * @param device the device
   */
  record AssumedOnLink(LinkName device) implements Lookup {
    @Override
    public String toString() {
      return "assumed on-link dev " + device;
    }
  }

  /**
   * The packets go nowhere.
   *
   * @param errno what a socket is told
   */
  record Nowhere(Errno errno) implements Lookup {
    @Override
    public String toString() {
      return errno.toString();
    }
  }
}
