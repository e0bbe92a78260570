package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.probe.TwoUplinks.BLACKHOLE;
import static net.routerd.linux.internal.probe.TwoUplinks.TARGET;
import static net.routerd.linux.internal.probe.TwoUplinks.TARGET6;
import static net.routerd.linux.internal.probe.TwoUplinks.UNREACHABLE;
import static net.routerd.linux.internal.probe.TwoUplinks.brief;
import static net.routerd.linux.internal.probe.TwoUplinks.check;
import static net.routerd.linux.internal.probe.TwoUplinks.result;
import static net.routerd.linux.internal.probe.TwoUplinks.send;
import static net.routerd.model.ProbeProtocol.ICMP;
import static net.routerd.model.ProbeProtocol.TCP;
import static net.routerd.model.probe.ProbeOutcome.Kind.PASSED;
import static net.routerd.model.probe.ProbeOutcome.Kind.PIN_FAILED;
import static net.routerd.model.probe.ProbeOutcome.Kind.REFUSED;
import static net.routerd.model.probe.ProbeOutcome.Kind.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.routerd.linux.internal.ffm.Constants;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.linux.internal.ffm.FfmLibc;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.ffm.SockAddr;
import net.routerd.model.HealthCheck;
import net.routerd.model.net.IpAddress;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Ping sockets that probes share. */
class EchoSocketTest {

  private static final HealthCheck TO_TARGET = check(ICMP, TARGET).build();

  private final TwoUplinks uplinks = new TwoUplinks();

  @BeforeEach
  void openPingSockets() {
    uplinks.openPingSockets();
  }

  @AfterEach
  void close() {
    uplinks.close();
  }

  /** Knows the ping sockets that were opened, and can have sending on them fail. */
  private static class WatchedLibc extends ForwardingLibc {
    final Set<Integer> opened = new ConcurrentSkipListSet<>();
    final Set<Integer> marks = new ConcurrentSkipListSet<>();
    final AtomicInteger refusals = new AtomicInteger();

    @Override
    public int socket(int domain, int type, int protocol) {
      int fd = super.socket(domain, type, protocol);
      if (protocol == Constants.IPPROTO_ICMP || protocol == Constants.IPPROTO_ICMPV6) {
        opened.add(fd);
      }
      return fd;
    }

    @Override
    public int sendto(int fd, ByteBuffer data, int flags, byte[] address) {
      marks.add((int) getsockopt(fd, Constants.SOL_SOCKET, Constants.SO_MARK));
      return refusals.getAndDecrement() > 0
          ? -Errno.EHOSTUNREACH
          : super.sendto(fd, data, flags, address);
    }
  }

  private final WatchedLibc libc = new WatchedLibc();

  private ProbeLoop prober() {
    return uplinks.prober(libc, uplinks.lookup());
  }

  private List<ProbeResult> all(List<CompletableFuture<ProbeResult>> probes) throws Exception {
    List<ProbeResult> results = new ArrayList<>();
    for (CompletableFuture<ProbeResult> probe : probes) {
      results.add(probe.get(60, TimeUnit.SECONDS));
    }
    return results;
  }

  private List<CompletableFuture<ProbeResult>> burst(ProbeLoop prober, IpAddress target, int count)
      throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    prober.execute(() -> await(go)); // so that all begin before the first is answered
    List<CompletableFuture<ProbeResult>> probes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      probes.add(send(prober, uplinks.request(check(ICMP, target).build(), 0)));
    }
    go.countDown();
    return probes;
  }

  private static void await(CountDownLatch go) {
    try {
      assertThat(go.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName(
      "HC-4 HC-8 probes that are pinned alike share sockets, each knows its source address")
  void probesShareSockets() throws Exception {
    int count = 3 * EchoSocket.SEATS;
    try (ProbeLoop prober = prober()) {
      for (IpAddress target : List.of(TARGET, TARGET6, TARGET)) {
        assertThat(all(burst(prober, target, count)))
            .allSatisfy(
                result -> {
                  assertThat(result.outcome().kind()).isEqualTo(PASSED);
                  assertThat(result.evidence().orElseThrow().source())
                      .contains(
                          target.equals(TARGET)
                              ? TwoUplinks.source(0)
                              : IpAddress.parse("2001:db8:0::2"));
                });
      }

      assertThat(libc.opened).as("three a family").hasSize(6);
    }
  }

  @Test
  @DisplayName("HC-10 on one socket each probe has its own answer, error or silence")
  void eachHasItsOwnOutcome() throws Exception {
    try (ProbeLoop prober = prober()) {
      List<CompletableFuture<ProbeResult>> probes = new ArrayList<>();
      for (int i = 0; i < 4; i++) { // one more, and a router would tell no more of it (ip_error)
        probes.add(send(prober, uplinks.request(brief(ICMP, BLACKHOLE), 0)));
        probes.add(send(prober, uplinks.request(check(ICMP, UNREACHABLE).build(), 0)));
        probes.add(send(prober, uplinks.request(TO_TARGET, 0)));
      }
      List<ProbeResult> results = all(probes);

      for (int i = 0; i < results.size(); i += 3) {
        assertThat(results.get(i).outcome()).isEqualTo(ProbeOutcome.of(TIMEOUT));
        assertThat(results.get(i + 1).outcome().detail())
            .isEqualTo("ICMP host unreachable, type 3 code 1 from 10.0.0.1");
        assertThat(results.get(i + 2).outcome()).isEqualTo(ProbeOutcome.of(PASSED));
      }
      assertThat(libc.opened).hasSize(1);
    }
  }

  @Test
  @DisplayName(
      "HC-10 a reply or an error about another echo is not taken for its seat's, nor at rest")
  void onlyItsOwnEchoCounts() throws Exception {
    try (ProbeLoop prober = prober()) {
      uplinks.net.sysctl(uplinks.isp[0], "net.ipv4.icmp_echo_ignore_all", "1");
      var silent = send(prober, uplinks.request(brief(ICMP, TARGET), 0));
      while (libc.marks.isEmpty()) { // it has not left yet
        Thread.onSpinWait();
      }
      byte[] name = new byte[16];
      libc.getsockname(libc.opened.iterator().next(), name);
      int id = SockAddr.port(SockAddr.view(name));
      forge(id);

      assertThat(silent.get(60, TimeUnit.SECONDS).outcome()).isEqualTo(ProbeOutcome.of(TIMEOUT));
      forge(id);
      uplinks.net.sysctl(uplinks.isp[0], "net.ipv4.icmp_echo_ignore_all", "0");
      assertThat(result(prober, uplinks.request(TO_TARGET, 0)).outcome().kind()).isEqualTo(PASSED);
    }
  }

  /**
   * Sends, from the target, replies to and errors about the first echo of each seat, which nobody
   * has sent.
   */
  private void forge(int id) {
    uplinks.net.run(
        uplinks.isp[0],
        () -> {
          Libc plain = FfmLibc.load();
          int raw = plain.socket(Constants.AF_INET, Constants.SOCK_RAW, Constants.IPPROTO_ICMP);
          plain.bind(raw, SockAddr.inet(TARGET, 0, 0));
          byte[] to = SockAddr.inet(TwoUplinks.source(0), 0, 0);
          for (int seat = 0; seat < EchoSocket.SEATS; seat++) {
            int sequence = seat << Short.SIZE - 5;
            plain.sendto(raw, icmp(0, id << Short.SIZE | sequence, new byte[16]), 0, to);
            ByteBuffer quoted = ByteBuffer.allocate(28).put((byte) 0x45).putShort(2, (short) 44);
            quoted.put(8, (byte) 1).put(9, (byte) Constants.IPPROTO_ICMP);
            quoted.putInt(12, (int) TwoUplinks.source(0).low()).putInt(16, (int) TARGET.low());
            quoted.put(20, (byte) 8).putShort(24, (short) id).putShort(26, (short) sequence);
            plain.sendto(raw, icmp(0x301, 0, quoted.array()), 0, to);
          }
          plain.close(raw);
          return null;
        });
  }

  private static ByteBuffer icmp(int typeAndCode, int second, byte[] rest) {
    ByteBuffer packet = ByteBuffer.allocateDirect(8 + rest.length);
    packet.putShort((short) typeAndCode).putShort((short) 0).putInt(second).put(rest).flip();
    return packet.putShort(2, (short) IcmpEcho.checksum(packet));
  }

  @Test
  @DisplayName("HC-9 an error that another's packet left in the socket is not this probe's")
  void anErrorThatWaitedIsNotTaken() throws Exception {
    try (ProbeLoop prober = prober()) {
      libc.refusals.set(1);
      assertThat(result(prober, uplinks.request(TO_TARGET, 0)).outcome().kind()).isEqualTo(PASSED);

      libc.refusals.set(2);
      assertThat(result(prober, uplinks.request(TO_TARGET, 0)).outcome())
          .isEqualTo(Causes.outcome(Errno.EHOSTUNREACH, "EHOSTUNREACH (113)"));
    }
  }

  @Test
  @DisplayName("HC-4 devices and marks have sockets of their own, and frames leave by theirs only")
  void devicesAndMarksShareNone() throws Exception {
    try (ProbeLoop prober = prober();
        Capture first = new Capture(uplinks.net, uplinks.isp[0]);
        Capture astray = new Capture(uplinks.net, uplinks.isp[0]);
        Capture second = new Capture(uplinks.net, uplinks.isp[1]);
        Capture astrayToo = new Capture(uplinks.net, uplinks.isp[1])) {
      for (int i = 0; i < 3; i++) {
        assertThat(
                all(
                    List.of(
                        send(prober, uplinks.request(TO_TARGET, 0)),
                        send(prober, TwoUplinks.marked(uplinks.request(TO_TARGET, 0))),
                        send(prober, uplinks.request(check(ICMP, TARGET6).build(), 1)))))
            .extracting(ProbeResult::outcome)
            .containsOnly(ProbeOutcome.of(PASSED));
      }

      assertThat(libc.opened).hasSize(3);
      assertThat(libc.marks).containsExactlyInAnyOrder(0, 0x72);
      assertThat(first.countTo(TARGET)).isEqualTo(6);
      assertThat(second.countTo(TARGET6)).isEqualTo(3);
      assertThat(astray.countTo(TARGET6)).isZero();
      assertThat(astrayToo.countTo(TARGET)).isZero();
    }
  }

  @Test
  @DisplayName("HC-8 another address of the device is the source from the next probe on")
  void anotherAddressIsTheSource() throws Exception {
    try (ProbeLoop prober = prober()) {
      result(prober, uplinks.request(TO_TARGET, 0));
      IpAddress other = uplinks.moveSource();

      ProbeResult result = result(prober, uplinks.request(TO_TARGET, 0));

      assertThat(result.outcome().kind()).isEqualTo(PASSED);
      assertThat(result.evidence().orElseThrow().source()).contains(other);
      assertThat(libc.opened).hasSize(1);
    }
  }

  @Test
  @DisplayName(
      "HC-4 HC-8 a device that was renamed or made anew is PinFailed, then has another one")
  void anotherDeviceHasAnotherSocket() throws Exception {
    try (ProbeLoop prober = uplinks.prober()) {
      var old = uplinks.request(TO_TARGET, 0);
      assertThat(result(prober, old).outcome().kind()).isEqualTo(PASSED);

      uplinks.net.batch(uplinks.router, "link set wan0 down", "link set wan0 name other0");
      assertThat(result(prober, old).outcome())
          .isEqualTo(new ProbeOutcome(PIN_FAILED, "bind to device wan0: ENODEV (19)"));

      uplinks.net.ip(uplinks.router, "link", "del", "other0");
      uplinks.connect(0);
      assertThat(result(prober, old).outcome().detail()).contains("made anew");
    }
  }

  @Test
  @DisplayName("HC-9 where no descriptor is left, one on which no answer is awaited is given up")
  void anIdleSocketIsGivenUp() throws Exception {
    Set<Integer> open = new ConcurrentSkipListSet<>();
    WatchedLibc full =
        new WatchedLibc() {
          @Override
          public int socket(int domain, int type, int protocol) {
            if (protocol == Constants.IPPROTO_TCP) {
              return open.isEmpty() ? super.socket(domain, type, protocol) : -Errno.EMFILE;
            }
            int fd = super.socket(domain, type, protocol);
            if (opened.contains(fd)) {
              open.add(fd);
            }
            return fd;
          }

          @Override
          public int close(int fd) {
            open.remove(fd);
            return super.close(fd);
          }
        };
    try (ProbeLoop prober = uplinks.prober(full, uplinks.lookup())) {
      assertThat(result(prober, uplinks.request(TO_TARGET, 0)).outcome().kind()).isEqualTo(PASSED);
      assertThat(open).as("it rests").hasSize(1);

      assertThat(result(prober, uplinks.request(check(TCP, TARGET).build(), 0)).outcome().kind())
          .as("it was asked for a socket, and got one")
          .isEqualTo(REFUSED);
      assertThat(open).isEmpty();
    }
  }

  @Test
  @DisplayName("HC-9 what a listener throws harms none of those who share a socket with it")
  void aThrowingListenerHarmsNoOther() throws Exception {
    try (ProbeLoop prober = prober()) {
      CountDownLatch go = new CountDownLatch(1);
      prober.execute(() -> await(go));
      prober.probe(
          uplinks.request(TO_TARGET, 0),
          r -> {
            throw new IllegalStateException("meant to be logged by this test");
          });
      prober.execute(
          () -> { // so that the other, which is refused at first, is who reads the answer
            libc.poll(libc.opened.iterator().next(), Constants.POLLIN, 60_000);
            libc.refusals.set(1);
          });
      var other = send(prober, uplinks.request(TO_TARGET, 0));
      go.countDown();

      assertThat(other.get(60, TimeUnit.SECONDS).outcome().kind()).isEqualTo(PASSED);
      assertThat(libc.opened).hasSize(1);
    }
  }

  @Test
  void aSocketThatHasRestedIsClosed() throws Exception {
    CompletableFuture<Integer> closed = new CompletableFuture<>();
    ForwardingLibc telling =
        new ForwardingLibc() {
          @Override
          public int close(int fd) {
            closed.complete(fd);
            return super.close(fd);
          }
        };
    Wire wire = new Wire(telling, new Random(1));
    var request = uplinks.request(TO_TARGET, 0);
    try (EventLoop loop =
            uplinks.net.run(
                uplinks.router, () -> EventLoop.start(telling, "rests", TwoUplinks.DIED));
        EchoSockets echoes = new EchoSockets(loop, wire, Duration.ofMillis(50))) {
      CompletableFuture<Boolean> open = new CompletableFuture<>();
      loop.execute(
          () -> {
            IcmpProbe probe = new IcmpProbe(wire, new PinnedSocket(wire), echoes, (o, r) -> {});
            open.complete(probe.open(request).isEmpty() && probe.interest() == 0);
            probe.close();
          });

      assertThat(open.get(60, TimeUnit.SECONDS)).isTrue();
      assertThat(closed.get(60, TimeUnit.SECONDS)).isPositive();
    }
  }

  @Test
  @DisplayName("HC-9 a socket that cannot be watched ends the probe, and is closed")
  void aSocketThatCannotBeWatchedIsClosed() throws Exception {
    Set<Integer> closed = new ConcurrentSkipListSet<>();
    WatchedLibc refusing =
        new WatchedLibc() {
          @Override
          public int epollCtl(int epfd, int op, int fd, int events, long data) {
            return opened.contains(fd) ? -Errno.ENOMEM : super.epollCtl(epfd, op, fd, events, data);
          }

          @Override
          public int close(int fd) {
            closed.add(fd);
            return super.close(fd);
          }
        };
    try (ProbeLoop prober = uplinks.prober(refusing, uplinks.lookup())) {
      ProbeOutcome outcome = result(prober, uplinks.request(TO_TARGET, 0)).outcome();

      assertThat(outcome.kind()).isEqualTo(ProbeOutcome.Kind.PROTOCOL_ERROR);
      assertThat(outcome.detail()).contains("epoll_ctl", "ENOMEM (12)");
      assertThat(refusing.opened).hasSize(1);
      assertThat(closed).containsAll(refusing.opened);
    }
  }

  @Test
  @DisplayName("HC-9 no descriptor is left when the prober is closed, with probes under way or not")
  void closingLeavesNoDescriptor() throws Exception {
    try (ProbeLoop warmUp = uplinks.prober(FfmLibc.load(), uplinks.lookup())) {
      result(warmUp, uplinks.request(TO_TARGET, 0));
    }
    int before = openFiles();
    AtomicInteger told = new AtomicInteger();
    try (ProbeLoop prober = prober()) {
      all(burst(prober, TARGET, 2 * EchoSocket.SEATS));
      prober.probe(uplinks.request(check(ICMP, BLACKHOLE).build(), 0), r -> told.incrementAndGet());
    }

    assertThat(libc.opened).hasSize(2);
    assertThat(openFiles()).isEqualTo(before);
    assertThat(told).hasValue(0);
  }

  private static int openFiles() {
    String[] names = new File("/proc/self/fd").list();
    return names == null ? -1 : names.length;
  }
}
