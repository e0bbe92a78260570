package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.probe.TwoUplinks.BLACKHOLE;
import static net.routerd.linux.internal.probe.TwoUplinks.TARGET;
import static net.routerd.linux.internal.probe.TwoUplinks.TARGET6;
import static net.routerd.linux.internal.probe.TwoUplinks.UNREACHABLE;
import static net.routerd.linux.internal.probe.TwoUplinks.brief;
import static net.routerd.linux.internal.probe.TwoUplinks.check;
import static net.routerd.linux.internal.probe.TwoUplinks.result;
import static net.routerd.linux.internal.probe.TwoUplinks.withSource;
import static net.routerd.model.ProbeProtocol.HTTP;
import static net.routerd.model.ProbeProtocol.TCP;
import static net.routerd.model.probe.ProbeOutcome.Kind.NO_PATH;
import static net.routerd.model.probe.ProbeOutcome.Kind.PASSED;
import static net.routerd.model.probe.ProbeOutcome.Kind.PIN_FAILED;
import static net.routerd.model.probe.ProbeOutcome.Kind.REFUSED;
import static net.routerd.model.probe.ProbeOutcome.Kind.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import net.routerd.linux.internal.ffm.Constants;
import net.routerd.linux.internal.ffm.EpollEvents;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.SockAddr;
import net.routerd.linux.internal.ffm.TcpInfo;
import net.routerd.model.HealthCheck;
import net.routerd.model.net.IpAddress;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import net.routerd.spi.ProbeRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The sockets that tcp probes leave to others. */
class TcpSocketsTest {

  /** A value of {@code tcpi_state} (net/tcp_states.h). */
  private static final byte ESTABLISHED = 1;

  private static final Duration SOON = Duration.ofMillis(300);
  private static final HealthCheck TO_TARGET = check(TCP, TARGET).build();

  private final TwoUplinks uplinks = new TwoUplinks();
  private final List<ServerSocket> servers = new ArrayList<>();
  private final WatchedLibc libc = new WatchedLibc();

  @AfterEach
  void close() throws Exception {
    for (ServerSocket server : servers) {
      server.close();
    }
    uplinks.close();
  }

  /** Knows the TCP sockets of the prober, and what it does with them. */
  private static class WatchedLibc extends ForwardingLibc {
    final List<Integer> opened = new CopyOnWriteArrayList<>();
    final Set<Integer> open = new ConcurrentSkipListSet<>();
    final AtomicInteger connections = new AtomicInteger();
    final AtomicInteger waits = new AtomicInteger();

    @Override
    public int socket(int domain, int type, int protocol) {
      int fd = super.socket(domain, type, protocol);
      if (protocol == Constants.IPPROTO_TCP) {
        opened.add(fd);
        open.add(fd);
      }
      return fd;
    }

    @Override
    public int close(int fd) {
      open.remove(fd);
      return super.close(fd);
    }

    @Override
    public int connect(int fd, byte[] address) {
      connections.addAndGet(isDisconnect(address) ? 0 : 1);
      return super.connect(fd, address);
    }

    @Override
    public int epollWait(int epfd, EpollEvents events, int timeoutMillis) {
      waits.incrementAndGet();
      return super.epollWait(epfd, events, timeoutMillis);
    }

    static boolean isDisconnect(byte[] address) {
      return SockAddr.view(address).getShort(0) == 0;
    }
  }

  private ServerSocket server(int i) {
    ServerSocket server = uplinks.net.run(uplinks.isp[i], () -> new ServerSocket(443));
    servers.add(server);
    return server;
  }

  private ProbeLoop prober() {
    return prober(libc);
  }

  private ProbeLoop prober(WatchedLibc watched) {
    return uplinks.prober(watched, uplinks.lookup());
  }

  private ProbeOutcome outcome(ProbeLoop prober, HealthCheck check) throws Exception {
    return result(prober, uplinks.request(check, 0)).outcome();
  }

  private void assertPasses(ProbeLoop prober, ProbeRequest request) throws Exception {
    assertThat(result(prober, request).outcome()).isEqualTo(ProbeOutcome.of(PASSED));
  }

  @Test
  @DisplayName(
      "HC-9 probes one after the other use one socket, each ends by a reset and leaves no state")
  void probesUseASocketAgain() throws Exception {
    ServerSocket server = server(0);
    try (ProbeLoop prober = prober()) {
      for (int i = 0; i < 6; i++) {
        ProbeResult result =
            result(prober, uplinks.request(check(TCP, i % 2 == 0 ? TARGET : TARGET6).build(), 0));

        assertThat(result.outcome()).isEqualTo(ProbeOutcome.of(PASSED));
        assertThat(result.evidence().orElseThrow().source())
            .contains(i % 2 == 0 ? TwoUplinks.source(0) : IpAddress.parse("2001:db8:0::2"));
        assertThat(result.evidence().orElseThrow().rttNanos()).isPositive();
        try (Socket accepted = server.accept()) {
          assertThatThrownBy(() -> accepted.getInputStream().read())
              .isInstanceOf(SocketException.class);
        }
        for (String table : List.of("tcp", "tcp6")) {
          assertThat(connections(table)).as("the heading alone").hasSize(1);
        }
      }

      assertThat(libc.connections).hasValue(6);
      assertThat(libc.opened).as("one a family").hasSize(2);
    }
  }

  private List<String> connections(String table) {
    return uplinks.net.run(
        uplinks.router, () -> Files.readAllLines(Path.of("/proc/thread-self/net", table)));
  }

  @Test
  @DisplayName("HC-9 at once each has its own socket, and later they have them again")
  void probesAtOnceShareNone() throws Exception {
    server(0);
    try (ProbeLoop prober = prober()) {
      for (int round = 0; round < 3; round++) {
        var first = uplinks.request(TO_TARGET, 0);
        var second = uplinks.request(TO_TARGET, 0);
        List<ProbeOutcome> outcomes = new CopyOnWriteArrayList<>();
        prober.execute(
            () -> {
              prober.probe(first, r -> outcomes.add(r.outcome()));
              prober.probe(second, r -> outcomes.add(r.outcome()));
            });
        while (outcomes.size() < 2) {
          Thread.onSpinWait();
        }
        assertThat(outcomes).containsOnly(ProbeOutcome.of(PASSED));
      }

      assertThat(libc.opened).hasSize(2);
      assertThat(libc.connections).hasValue(6);
    }
  }

  @Test
  @DisplayName("HC-9 a socket whose probe did not pass, or was of another protocol, is closed")
  void onlyAPassLeavesTheSocket() throws Exception {
    try (ProbeLoop prober = prober()) {
      assertThat(outcome(prober, TO_TARGET).kind()).isEqualTo(REFUSED);
      assertThat(libc.open).isEmpty();
      assertThat(outcome(prober, brief(TCP, BLACKHOLE)).kind()).isEqualTo(TIMEOUT);
      assertThat(libc.open).isEmpty();
      server(0);
      assertThat(outcome(prober, check(HTTP, TARGET, SOON).port(443).build()).kind())
          .isEqualTo(TIMEOUT);
      assertThat(libc.open).isEmpty();

      assertPasses(prober, uplinks.request(TO_TARGET, 0));
      assertThat(libc.opened).hasSize(4);
      assertThat(libc.open).hasSize(1);
    }
  }

  @Test
  @DisplayName(
      "HC-4 HC-5 device, mark, family and target have sockets of their own, a source address one"
          + " each time")
  void onlyForTheSamePinAndTarget() throws Exception {
    server(0);
    server(1);
    IpAddress another = IpAddress.parse("198.51.100.2");
    uplinks.net.address(uplinks.isp[0], "lo", another + "/32");
    HealthCheck toTarget6 = check(TCP, TARGET6).build();
    try (ProbeLoop prober = prober();
        Capture first = new Capture(uplinks.net, uplinks.isp[0]);
        Capture second = new Capture(uplinks.net, uplinks.isp[1])) {
      for (int round = 0; round < 2; round++) {
        assertPasses(prober, uplinks.request(TO_TARGET, 0));
        assertThat(second.countTo(TARGET)).isZero();
        first.countTo(TARGET);
        assertPasses(prober, uplinks.request(TO_TARGET, 1));
        assertThat(first.countTo(TARGET)).isZero();
        assertPasses(prober, TwoUplinks.marked(uplinks.request(TO_TARGET, 0)));
        assertPasses(prober, uplinks.request(toTarget6, 0));
        assertPasses(prober, uplinks.request(check(TCP, another).build(), 0));
        assertPasses(prober, uplinks.request(TO_TARGET, 0));
        assertThat(libc.open).hasSize(5);
        assertPasses(prober, withSource(uplinks.request(TO_TARGET, 0), TwoUplinks.source(0)));
        assertThat(libc.open).as("the bound one was closed").hasSize(5);
        second.countTo(TARGET);
      }

      assertThat(libc.opened).hasSize(5 + 2);
    }
  }

  @Test
  @DisplayName("HC-8 another path to the same target has a socket of its own")
  void onlyForTheSamePath() throws Exception {
    server(0);
    ProbeRequest request = uplinks.request(TO_TARGET, 0);
    ProbeRequest other = TwoUplinks.withPath(request, new ProbeRequest.Path.Any());
    try (ProbeLoop prober = prober()) {
      for (int round = 0; round < 2; round++) {
        assertPasses(prober, request);
        assertPasses(prober, other);
      }

      assertThat(libc.opened).hasSize(2);
    }
  }

  @Test
  @DisplayName("HC-9 where no descriptor is left, those that rest are given up for one in need")
  void whatRestsIsGivenUp() throws Exception {
    server(0);
    WatchedLibc one =
        new WatchedLibc() {
          @Override
          public int socket(int domain, int type, int protocol) {
            boolean full = protocol == Constants.IPPROTO_TCP && !open.isEmpty();
            return full ? -Errno.EMFILE : super.socket(domain, type, protocol);
          }
        };
    try (ProbeLoop prober = prober(one)) {
      assertPasses(prober, uplinks.request(TO_TARGET, 0));
      assertPasses(prober, uplinks.request(check(TCP, TARGET6).build(), 0));
      assertPasses(prober, uplinks.request(check(TCP, TARGET6).build(), 0));

      assertThat(one.opened).hasSize(2);
      assertThat(one.open).hasSize(1);
    }
  }

  @Test
  @DisplayName("HC-8 another address of the device is the source from the next probe on")
  void anotherAddressIsTheSource() throws Exception {
    server(0);
    try (ProbeLoop prober = prober()) {
      assertPasses(prober, uplinks.request(TO_TARGET, 0));
      IpAddress other = uplinks.moveSource();

      ProbeResult result = result(prober, uplinks.request(TO_TARGET, 0));

      assertThat(result.outcome().kind()).isEqualTo(PASSED);
      assertThat(result.evidence().orElseThrow().source()).contains(other);
      assertThat(libc.opened).hasSize(1);
    }
  }

  @Test
  @DisplayName("HC-4 a device that was renamed is PinFailed, and its sockets are closed")
  void aRenamedDeviceHasNone() throws Exception {
    server(0);
    try (ProbeLoop prober = prober()) {
      ProbeRequest request = uplinks.request(TO_TARGET, 0);
      assertPasses(prober, request);

      uplinks.net.batch(uplinks.router, "link set wan0 down", "link set wan0 name other0");

      assertThat(result(prober, request).outcome())
          .isEqualTo(new ProbeOutcome(PIN_FAILED, "bind to device wan0: ENODEV (19)"));
      assertThat(libc.connections).hasValue(1);
      assertThat(libc.open).isEmpty();
    }
  }

  @Test
  @DisplayName("HC-8 a device made anew under the old name is never probed by an old socket")
  void aDeviceMadeAnewHasAnother() throws Exception {
    server(0);
    PathLookup first =
        (target, ifindex, mark, source) ->
            new PathLookup.Answer.Found(
                TwoUplinks.table(0), Optional.of(TwoUplinks.gateway(0)), ifindex);
    try (ProbeLoop prober = uplinks.prober(libc, first)) {
      ProbeRequest old = uplinks.request(TO_TARGET, 0);
      assertPasses(prober, old);

      uplinks.net.ip(uplinks.router, "link", "del", "wan0");
      uplinks.connect(0);

      assertThat(result(prober, old).outcome().detail()).contains("made anew");
      assertThat(libc.connections).hasValue(1);
      assertThat(libc.open).isEmpty();
      ProbeRequest anew = TwoUplinks.withDevice(old, old.device().text(), uplinks.ifindex(0));
      assertPasses(prober, anew);
      assertPasses(prober, anew);
      assertThat(libc.opened).hasSize(3);
    }
  }

  @Test
  @DisplayName("PATH-2 without its path nothing is sent on a socket that was left either")
  void withoutAPathNothingIsSent() throws Exception {
    server(0);
    AtomicBoolean lost = new AtomicBoolean();
    PathLookup there = uplinks.lookup();
    PathLookup lookup =
        (target, ifindex, mark, source) ->
            lost.get()
                ? new PathLookup.Answer.None(Errno.ENETUNREACH)
                : there.find(target, ifindex, mark, source);
    try (ProbeLoop prober = uplinks.prober(libc, lookup)) {
      assertPasses(prober, uplinks.request(TO_TARGET, 0));
      lost.set(true);

      ProbeResult result = result(prober, uplinks.request(TO_TARGET, 0));

      assertThat(result.outcome().kind()).isEqualTo(NO_PATH);
      assertThat(result.evidence()).isEmpty();
      assertThat(libc.connections).hasValue(1);
    }
  }

  @Test
  @DisplayName("HC-9 a socket that cannot be disconnected is closed")
  void aSocketThatStaysConnectedIsClosed() throws Exception {
    ServerSocket server = server(0);
    WatchedLibc busy =
        new WatchedLibc() {
          @Override
          public int connect(int fd, byte[] address) {
            return isDisconnect(address) ? -Errno.EBUSY : super.connect(fd, address);
          }
        };
    try (ProbeLoop prober = prober(busy)) {
      for (int i = 0; i < 2; i++) {
        assertPasses(prober, uplinks.request(TO_TARGET, 0));
        assertThat(busy.open).isEmpty();
        try (Socket accepted = server.accept()) {
          assertThatThrownBy(() -> accepted.getInputStream().read())
              .isInstanceOf(SocketException.class);
        }
      }
      assertThat(busy.opened).hasSize(2);
    }
  }

  @Test
  @DisplayName("HC-9 an error about an earlier connection's packet is not taken for this one's")
  void anErrorThatWasLeftIsNotTaken() throws Exception {
    server(0);
    WatchedLibc late =
        new WatchedLibc() {
          private boolean first = true;

          // As if the thread had waited until the target, unreachable at first, has answered.
          @Override
          public int connect(int fd, byte[] address) {
            int result = super.connect(fd, address);
            if (first && SockAddr.holds(SockAddr.view(address), address.length, UNREACHABLE)) {
              first = false;
              awaitError(this, fd);
              uplinks.net.batch(
                  uplinks.isp[0],
                  "route del unreachable " + UNREACHABLE,
                  "address add " + UNREACHABLE + "/32 dev lo");
              awaitConnection(this, fd);
            }
            return result;
          }
        };
    try (ProbeLoop prober = prober(late)) {
      assertPasses(prober, uplinks.request(TO_TARGET, 0)); // by which the gateway's MAC is known
      assertPasses(prober, uplinks.request(check(TCP, UNREACHABLE).build(), 0));
      uplinks.net.batch(
          uplinks.isp[0],
          "address del " + UNREACHABLE + "/32 dev lo",
          "route add blackhole " + UNREACHABLE);

      assertThat(outcome(prober, brief(TCP, UNREACHABLE))).isEqualTo(ProbeOutcome.of(TIMEOUT));
      assertThat(late.opened).hasSize(3);
    }
  }

  private static void awaitError(ForwardingLibc libc, int fd) {
    while ((libc.poll(fd, Constants.POLLIN, 1000) & Constants.POLLERR) == 0) {
      Thread.onSpinWait();
    }
    assertThat(new TcpInfo().ask(libc, fd).closed()).as("it was told while in use").isFalse();
  }

  private static void awaitConnection(ForwardingLibc libc, int fd) {
    while (!new TcpInfo().ask(libc, fd).connected()) {
      Thread.onSpinWait();
    }
  }

  @Test
  @DisplayName("HC-9 nor is an error about a connection that stood, which the kernel keeps")
  void aSoftErrorIsNotTaken() throws Exception {
    server(0);
    WatchedLibc breaking =
        new WatchedLibc() {
          private boolean first = true;

          // The path breaks, and the kernel hears of it while the socket is in use.
          @Override
          public int getsockopt(int fd, int level, int name, byte[] value) {
            int length = super.getsockopt(fd, level, name, value);
            if (first && name == Constants.TCP_INFO && value[0] == ESTABLISHED) {
              first = false;
              uplinks.net.batch(
                  uplinks.isp[0],
                  "address del " + TARGET + "/32 dev lo",
                  "route add unreachable " + TARGET);
              send(fd, ByteBuffer.allocateDirect(1), Constants.MSG_NOSIGNAL);
              uplinks.net.batch(
                  uplinks.isp[0],
                  "route del unreachable " + TARGET,
                  "route add blackhole " + TARGET);
            }
            return length;
          }
        };
    try (ProbeLoop prober = prober(breaking)) {
      assertPasses(prober, uplinks.request(TO_TARGET, 0));

      assertThat(outcome(prober, brief(TCP, TARGET))).isEqualTo(ProbeOutcome.of(TIMEOUT));
      assertThat(breaking.opened).hasSize(1);
    }
  }

  @Test
  @DisplayName("HC-9 an error that comes while the socket is in use is told, and at once")
  void anErrorOfTheHandshakeIsTold() throws Exception {
    server(0);
    WatchedLibc unaware =
        new WatchedLibc() {
          // As before another processor that has queued the error has noted it.
          @Override
          public long getsockopt(int fd, int level, int name) {
            return name == Constants.SO_ERROR ? 0 : super.getsockopt(fd, level, name);
          }
        };
    try (ProbeLoop prober = prober(unaware)) {
      assertPasses(prober, uplinks.request(TO_TARGET, 0)); // by which the gateway's MAC is known
      int before = unaware.waits.get();

      assertThat(outcome(prober, check(TCP, UNREACHABLE).build()).toString())
          .isEqualTo("Unreachable (ICMP host unreachable, type 3 code 1 from 10.0.0.1)");
      assertThat(unaware.waits.get() - before).isLessThan(10);
    }
  }

  @Test
  @DisplayName("HC-9 no descriptor is left when the prober is closed, with probes under way or not")
  void closingLeavesNoDescriptor() throws Exception {
    server(0);
    try (ProbeLoop warmUp = prober()) {
      assertPasses(warmUp, uplinks.request(TO_TARGET, 0));
    }
    int before = openFiles();
    AtomicInteger told = new AtomicInteger();
    try (ProbeLoop prober = prober()) {
      assertPasses(prober, uplinks.request(TO_TARGET, 0));
      assertPasses(prober, uplinks.request(TO_TARGET, 0));
      prober.probe(uplinks.request(check(TCP, BLACKHOLE).build(), 0), r -> told.incrementAndGet());
      assertPasses(prober, uplinks.request(check(TCP, TARGET6).build(), 0));
    }

    assertThat(libc.open).isEmpty();
    assertThat(openFiles()).isEqualTo(before);
    assertThat(told).hasValue(0);
  }

  private static int openFiles() {
    String[] names = new File("/proc/self/fd").list();
    return names == null ? -1 : names.length;
  }
}
