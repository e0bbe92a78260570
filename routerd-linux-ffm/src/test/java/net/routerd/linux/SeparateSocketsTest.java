package net.routerd.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.routerd.linux.internal.ffm.Constants;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.model.route.RouteChange;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Changes, lists and events each have a socket: a list that is under way would hold up a change
 * (EBUSY), a flood of events would push the answer to a change out of the buffer (ENOBUFS), and
 * what a change told could be taken for an event of somebody else.
 */
class SeparateSocketsTest {

  private static final int RTNETLINK = 0;

  private final Machine machine = new Machine();

  @AfterEach
  void close() {
    machine.close();
  }

  private enum Use {
    CHANGES,
    LISTS,
    EVENTS
  }

  /** The real calls, and what each socket was used for. */
  private static final class Uses extends NetlinkLibc {
    private final Map<Use, Set<Integer>> sockets = new TreeMap<>();

    private synchronized void note(Use use, int fd) {
      sockets.computeIfAbsent(use, u -> new TreeSet<>()).add(fd);
    }

    synchronized Map<Use, Set<Integer>> seen() {
      return new TreeMap<>(sockets);
    }

    @Override
    public int setsockopt(int fd, int level, int name, int value) {
      if (isNetlink(fd) && name == Constants.NETLINK_ADD_MEMBERSHIP) {
        note(Use.EVENTS, fd);
      }
      return super.setsockopt(fd, level, name, value);
    }

    @Override
    public int send(int fd, ByteBuffer data, int flags) {
      if (isNetlink(fd)) {
        switch (type(data)) {
          case RtnlMessages.NEW_ROUTE, RtnlMessages.DEL_ROUTE -> note(Use.CHANGES, fd);
          case RtnlMessages.GET_LINK, RtnlMessages.GET_RULE, RtnlMessages.GET_NEXTHOP ->
              note(Use.LISTS, fd);
          default -> {}
        }
      }
      return super.send(fd, data, flags);
    }
  }

  /** A line of {@code /proc/net/netlink}: its port, and the mask of its groups. */
  private record Socket(long port, long groups) {}

  private List<Socket> sockets() {
    return machine.netns.run(
        machine.ns,
        () ->
            Files.readAllLines(Path.of("/proc/thread-self/net/netlink")).stream()
                .skip(1)
                .map(line -> line.strip().split("\\s+", -1))
                .filter(words -> Integer.parseInt(words[1]) == RTNETLINK)
                .map(words -> new Socket(Long.parseLong(words[2]), Long.parseLong(words[3], 16)))
                .filter(socket -> socket.port() != 0) // the kernel's own
                .toList());
  }

  @Test
  @DisplayName("changes, lists and events each have a netlink socket with a port of its own")
  void threeSockets() {
    Uses uses = new Uses();
    try (Platform platform =
        new InjectedLinux(uses, LinuxOptions.inNetworkNamespace(Netns.path(machine.ns)))
            .open(new PlatformOptions(Machine.PROTOCOL, PlatformOptions.Access.CONTROL))) {
      platform.start(machine.listener);
      Machine.apply(
          platform,
          new RouteChange.AddRoute(
              Machine.via(Machine.key("192.0.2.0/24", 7), "10.0.0.2", "wan0")));

      assertThat(uses.seen()).containsOnlyKeys(Use.values());
      assertThat(uses.seen().values()).allSatisfy(one -> assertThat(one).hasSize(1));
      assertThat(uses.seen().values()).doesNotHaveDuplicates();

      // One more asks which way a probe would take.
      assertThat(sockets()).hasSize(4).extracting(Socket::port).doesNotHaveDuplicates();
      assertThat(sockets()).filteredOn(socket -> socket.groups() != 0).hasSize(1);
    }
    assertThat(sockets()).isEmpty();
  }
}
