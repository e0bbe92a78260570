package net.routerd.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import net.routerd.linux.internal.ffm.Constants;
import net.routerd.linux.internal.ffm.Fd;
import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.ffm.Message;
import net.routerd.model.net.IpFamily;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kernel's table of connections while routerd switches (RT-3). */
class ConnectionsTest {

  private static final int NETLINK_ROUTE = 0;
  private static final int NETLINK_NETFILTER = 12; // linux/netlink.h
  private static final int ERROR = 16;

  /** IPCTNL_MSG_CT_NEW (linux/netfilter/nfnetlink_conntrack.h) of an established connection. */
  private static final String CONNECTION =
      """
      9c000000 0001 0506 01000000 00000000; length, CTNETLINK, CREATE EXCL ACK REQUEST
      02 00 0000; AF_INET
      3400 0180; CTA_TUPLE_ORIG
      1400 0180 0800 0100 0a000001 0800 0200 cb007109; 10.0.0.1 to 203.0.113.9
      1c00 0280 0500 0100 06000000 0600 0200 0fa00000 0600 0300 01bb0000; TCP, 4000 to 443
      3400 0280; CTA_TUPLE_REPLY
      1400 0180 0800 0100 cb007109 0800 0200 0a000001; the other way round
      1c00 0280 0500 0100 06000000 0600 0200 01bb0000 0600 0300 0fa00000; as well
      0800 0700 00000258; CTA_TIMEOUT, 600 s
      1000 0480 0c00 0180 0500 0100 03000000; CTA_PROTOINFO_TCP_STATE, established
      0800 0300 00000008; CTA_STATUS, confirmed
      """;

  private final Libc libc = FfmLibc.load();
  private final Uplinks uplinks = new Uplinks(IpFamily.IPV4);

  @AfterEach
  void close() {
    uplinks.close();
  }

  private static ByteBuffer bytes() {
    byte[] bytes = HexFormat.of().parseHex(CONNECTION.replaceAll(";.*", "").replaceAll("\\s", ""));
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
  }

  private void connect() {
    uplinks.machine.netns.run(
        uplinks.machine.ns,
        () -> {
          int type = Constants.SOCK_RAW | Constants.SOCK_CLOEXEC;
          try (Fd fd = new Fd(libc, libc.socket(Constants.AF_NETLINK, type, NETLINK_NETFILTER))) {
            libc.send(fd.number(), bytes(), 0);
            Message answer = new Message(512, 0);
            libc.recvmsg(fd.number(), answer, 0);
            assertThat(answer.data().order(ByteOrder.nativeOrder()).getInt(ERROR)).isZero();
            return 0;
          }
        });
  }

  /** Without the seconds that are left, which pass by themselves. */
  private String connections() {
    return uplinks.machine.netns.run(
        uplinks.machine.ns,
        () ->
            Files.readString(Path.of("/proc/thread-self/net/nf_conntrack"))
                .replaceFirst(" \\d+ ESTABLISHED", " ESTABLISHED")
                .strip());
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 2"})
  @DisplayName("RT-3 a connection outlives switches by address, carrier and hand, and the stop")
  void aConnectionOutlivesSwitches(int destinations, int objectsFrom) {
    connect();
    String connection = connections();
    assertThat(connection).contains("ESTABLISHED src=10.0.0.1 dst=203.0.113.9");
    uplinks.machine.netns.sysctl(uplinks.machine.ns, "net.ipv4.nexthop_compat_mode", "0");
    uplinks.start(destinations, "", b -> objectsFrom > 0 ? b.nexthopObjects(objectsFrom) : b);
    uplinks.awaitWay("wan0", destinations);

    uplinks.engine().pin("out", "wan1");
    uplinks.awaitWay("wan1", destinations);
    uplinks.engine().release("out");
    uplinks.awaitWay("wan0", destinations);
    uplinks.plug(0, false);
    uplinks.awaitWay("wan1", destinations);
    uplinks.plug(0, true);
    uplinks.awaitWay("wan0", destinations);
    uplinks.machine.ip("address del 10.0.0.1/24 dev wan0");
    uplinks.awaitWay("wan1", destinations);
    uplinks.stop();

    assertThat(connections()).isEqualTo(connection);
    assertThat(uplinks.wire.netlinkFamilies()).as("sockets").containsExactly(NETLINK_ROUTE);
  }
}
