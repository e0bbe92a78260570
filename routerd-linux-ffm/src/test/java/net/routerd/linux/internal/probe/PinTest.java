package net.routerd.linux.internal.probe;

import static net.routerd.linux.internal.probe.TwoUplinks.TARGET;
import static net.routerd.linux.internal.probe.TwoUplinks.TARGET6;
import static net.routerd.linux.internal.probe.TwoUplinks.check;
import static net.routerd.linux.internal.probe.TwoUplinks.marked;
import static net.routerd.linux.internal.probe.TwoUplinks.result;
import static net.routerd.linux.internal.probe.TwoUplinks.withDevice;
import static net.routerd.model.ProbeProtocol.ICMP;
import static net.routerd.model.probe.ProbeOutcome.Kind.PASSED;
import static net.routerd.model.probe.ProbeOutcome.Kind.PIN_FAILED;
import static net.routerd.model.probe.ProbeOutcome.Kind.REFUSED;
import static net.routerd.model.probe.ProbeOutcome.Kind.SOURCE_ADDRESS_MISSING;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.routerd.linux.internal.ffm.Constants;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.model.ProbeProtocol;
import net.routerd.model.net.IpAddress;
import net.routerd.model.probe.ProbeResult;
import net.routerd.spi.ProbeRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PinTest {

  private final TwoUplinks uplinks = new TwoUplinks();

  @AfterEach
  void close() {
    uplinks.close();
  }

  /** Counts what could send a packet. */
  private static class WatchedLibc extends ForwardingLibc {
    final AtomicInteger sends = new AtomicInteger();

    @Override
    public int connect(int fd, byte[] address) {
      sends.incrementAndGet();
      return super.connect(fd, address);
    }

    @Override
    public int send(int fd, ByteBuffer data, int flags) {
      sends.incrementAndGet();
      return super.send(fd, data, flags);
    }
  }

  private ProbeRequest onDevice(String device, int ifindex) {
    return withDevice(uplinks.request(check(ICMP, TARGET).build(), 0), device, ifindex);
  }

  @Test
  @DisplayName("HC-4 a probe on a device that is not there is PinFailed with the kernel's answer")
  void aMissingDeviceFailsThePin() throws Exception {
    try (ProbeLoop prober = uplinks.prober()) {
      ProbeResult result = result(prober, onDevice("gone0", 99));

      assertThat(result.outcome().kind()).isEqualTo(PIN_FAILED);
      assertThat(result.outcome().detail()).contains("gone0", "ENODEV (19)");
      assertThat(result.evidence()).isEmpty();
    }
  }

  @Test
  @DisplayName("HC-4 HC-8 a device made anew under the old name is PinFailed for the old ifindex")
  void aRecreatedDeviceFailsThePin() throws Exception {
    try (ProbeLoop prober = uplinks.prober()) {
      ProbeRequest old = uplinks.request(check(ICMP, TARGET).build(), 0);
      uplinks.net.ip(uplinks.router, "link", "del", "wan0");
      uplinks.connect(0);

      ProbeResult result = result(prober, old);

      assertThat(result.outcome().kind()).isEqualTo(PIN_FAILED);
      assertThat(result.outcome().detail()).contains("made anew");
    }
  }

  @Test
  @DisplayName("HC-4 the bound device is read back; another name means that nothing is sent")
  void aLyingKernelIsFoundOutBeforeAnyPacket() throws Exception {
    WatchedLibc libc =
        new WatchedLibc() {
          @Override
          public int getsockopt(int fd, int level, int name, byte[] value) {
            byte[] other = "wan1\0".getBytes(StandardCharsets.UTF_8);
            System.arraycopy(other, 0, value, 0, other.length);
            return other.length;
          }
        };
    try (ProbeLoop prober = uplinks.prober(libc, uplinks.lookup())) {
      ProbeResult result = result(prober, uplinks.request(check(ICMP, TARGET).build(), 0));

      assertThat(result.outcome().kind()).isEqualTo(PIN_FAILED);
      assertThat(result.outcome().detail()).contains("wan0", "wan1");
      assertThat(libc.sends).hasValue(0);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("HC-4 whatever the protocol, a refused bind to the device never leaves unpinned")
  void aRefusedBindSendsNothing(ProbeProtocol protocol) throws Exception {
    WatchedLibc libc =
        new WatchedLibc() {
          @Override
          public int setsockopt(int fd, int level, int name, byte[] value) {
            return name == Constants.SO_BINDTODEVICE
                ? -Errno.EPERM
                : super.setsockopt(fd, level, name, value);
          }
        };
    try (ProbeLoop prober = uplinks.prober(libc, uplinks.lookup())) {
      ProbeResult result = result(prober, uplinks.request(check(protocol, TARGET).build(), 0));

      assertThat(result.outcome().kind()).isEqualTo(PIN_FAILED);
      assertThat(result.outcome().detail()).contains("EPERM (1)");
      assertThat(libc.sends).hasValue(0);
    }
  }

  @Test
  @DisplayName("HC-4 a mark that may not be set is PinFailed and names the capability")
  void aRefusedMarkFailsThePin() throws Exception {
    WatchedLibc libc =
        new WatchedLibc() {
          @Override
          public int setsockopt(int fd, int level, int name, int value) {
            return name == Constants.SO_MARK
                ? -Errno.EPERM
                : super.setsockopt(fd, level, name, value);
          }
        };
    try (ProbeLoop prober = uplinks.prober(libc, uplinks.lookup())) {
      ProbeResult result = result(prober, marked(uplinks.request(check(ICMP, TARGET).build(), 0)));

      assertThat(result.outcome().kind()).isEqualTo(PIN_FAILED);
      assertThat(result.outcome().detail()).contains("CAP_NET_ADMIN");
      assertThat(libc.sends).hasValue(0);
    }
  }

  @Test
  @DisplayName("HC-4 a mark of the path is on the socket before any packet")
  void theMarkIsSet() throws Exception {
    AtomicInteger mark = new AtomicInteger();
    ForwardingLibc libc =
        new ForwardingLibc() {
          @Override
          public int connect(int fd, byte[] address) {
            mark.set((int) getsockopt(fd, Constants.SOL_SOCKET, Constants.SO_MARK));
            return super.connect(fd, address);
          }
        };
    try (ProbeLoop prober = uplinks.prober(libc, uplinks.lookup())) {
      ProbeResult result = result(prober, marked(uplinks.request(check(ICMP, TARGET).build(), 0)));

      assertThat(result.outcome().kind()).isEqualTo(PASSED);
      assertThat(mark).hasValue(0x72);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ICMP", "TCP", "DNS"})
  @DisplayName("HC-5 a source address that is not there is SourceAddressMissing, nothing is sent")
  void aMissingSourceAddressIsTyped(ProbeProtocol protocol) throws Exception {
    WatchedLibc libc = new WatchedLibc();
    try (ProbeLoop prober = uplinks.prober(libc, uplinks.lookup())) {
      ProbeRequest request = uplinks.request(check(protocol, TARGET).build(), 0);

      ProbeResult result =
          result(prober, TwoUplinks.withSource(request, IpAddress.parse("203.0.113.9")));

      assertThat(result.outcome().kind()).isEqualTo(SOURCE_ADDRESS_MISSING);
      assertThat(result.outcome().detail()).contains("203.0.113.9", "EADDRNOTAVAIL (99)");
      assertThat(libc.sends).hasValue(0);
    }
  }

  @Test
  @DisplayName("HC-5 HC-8 a source address is bound, and is the evidence's source")
  void theSourceAddressIsBound() throws Exception {
    IpAddress second = IpAddress.parse("10.0.0.77");
    uplinks.net.address(uplinks.router, "wan0", second + "/24");
    try (ProbeLoop prober = uplinks.prober()) {
      ProbeRequest request = uplinks.request(check(ICMP, TARGET).build(), 0);

      ProbeResult result = result(prober, TwoUplinks.withSource(request, second));

      assertThat(result.outcome().kind()).isEqualTo(PASSED);
      assertThat(result.evidence().orElseThrow().source()).contains(second);
    }
  }

  @Test
  @DisplayName("HC-4 probe frames leave only by their own device, whatever the main table says")
  void framesLeaveByTheirOwnDeviceOnly() throws Exception {
    uplinks.net.batch(
        uplinks.router,
        "route add default via " + TwoUplinks.gateway(1),
        "route add default via " + TwoUplinks.gateway6(1));
    int protocols = ProbeProtocol.values().length;
    for (IpAddress target : List.of(TARGET, TARGET6)) {
      try (Capture own = new Capture(uplinks.net, uplinks.isp[0]);
          Capture other = new Capture(uplinks.net, uplinks.isp[1]);
          ProbeLoop prober = uplinks.prober()) {
        for (ProbeProtocol protocol : ProbeProtocol.values()) {
          result(prober, uplinks.request(check(protocol, target).build(), 0));
        }

        assertThat(own.countTo(target)).isGreaterThanOrEqualTo(protocols);
        assertThat(other.countTo(target)).isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"ICMP", "TCP", "DNS"})
  @DisplayName(
      "HC-5 a link-local target and source address go by their own device, of two the same")
  void linkLocalAddressesHaveTheirDevice(ProbeProtocol protocol) throws Exception {
    IpAddress target = IpAddress.parse("fe80::f");
    IpAddress source = IpAddress.parse("fe80::2");
    for (int i = 0; i < 2; i++) {
      uplinks.net.address(uplinks.isp[i], "down" + i, target + "/64");
      uplinks.net.address(uplinks.router, "wan" + i, source + "/64");
    }
    try (Capture own = new Capture(uplinks.net, uplinks.isp[1]);
        Capture other = new Capture(uplinks.net, uplinks.isp[0]);
        ProbeLoop prober = uplinks.prober()) {
      ProbeRequest request = uplinks.request(check(protocol, target).build(), 1);

      ProbeResult result = result(prober, TwoUplinks.withSource(request, source));

      assertThat(result.outcome().kind()).isEqualTo(protocol == ICMP ? PASSED : REFUSED);
      assertThat(result.evidence().orElseThrow().source()).contains(source);
      assertThat(own.countTo(target)).isPositive();
      assertThat(other.countTo(target)).isZero();
    }
  }
}
