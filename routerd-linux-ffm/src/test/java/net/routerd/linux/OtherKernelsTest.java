package net.routerd.linux;

import static net.routerd.linux.Machine.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import net.routerd.linux.internal.ffm.Constants;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.ffm.Libc;
import net.routerd.linux.internal.netlink.Nl;
import net.routerd.linux.internal.rtnl.Families;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.RouteChange;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Kernels that lack something which the one of this machine has. */
@DisplayName("A kernel that lacks something")
class OtherKernelsTest {

  private final Machine machine = new Machine();

  @AfterEach
  void close() {
    machine.close();
  }

  /** Linux before 4.20: no strict checking, and so no filters. */
  private static final class Lenient extends NetlinkLibc {
    @Override
    public int setsockopt(int fd, int level, int name, int value) {
      boolean strict = level == Constants.SOL_NETLINK && name == Constants.NETLINK_GET_STRICT_CHK;
      return strict ? -Errno.ENOPROTOOPT : super.setsockopt(fd, level, name, value);
    }
  }

  /**
   * One that was booted with {@code ipv6.disable=1}: no handler is registered for the family, as
   * there is none for AppleTalk on the kernel of this machine.
   */
  private static final class WithoutIpv6 extends NetlinkLibc {
    private static final byte APPLETALK = 5;
    private static final Set<Integer> LISTS =
        Set.of(
            RtnlMessages.GET_ADDRESS,
            RtnlMessages.GET_NETCONF,
            RtnlMessages.GET_ROUTE,
            RtnlMessages.GET_RULE);

    @Override
    public int send(int fd, ByteBuffer data, int flags) {
      int family = data.position() + Nl.HEADER_BYTES;
      if (isNetlink(fd) && LISTS.contains(type(data)) && data.get(family) == Families.INET6) {
        data.order(ByteOrder.nativeOrder()).put(family, APPLETALK);
      }
      return super.send(fd, data, flags);
    }
  }

  private KernelView over(Libc libc) {
    try (Platform platform =
        new InjectedLinux(libc, LinuxOptions.inNetworkNamespace(Netns.path(machine.ns)))
            .open(new PlatformOptions(Machine.PROTOCOL, PlatformOptions.Access.CONTROL))) {
      platform.start(machine.listener);
      RouteChange add =
          new RouteChange.AddRoute(Machine.via(key("192.0.2.0/24", 9), "10.0.0.2", "wan0"));
      assertThat(Machine.apply(platform, add)).isInstanceOf(ApplyResult.Applied.class);
      platform.routes().watch(Set.of(key("203.0.113.0/24", 5)));
      machine.listener.await(
          "the watched one",
          () -> platform.routes().current().routes().stream().anyMatch(r -> r.protocol() == 186));
      return platform.routes().current();
    }
  }

  private void routesOfMany() {
    machine.netns.batch(
        machine.ns,
        "route add 203.0.113.0/24 via 10.0.0.2 metric 5 proto 186",
        "route add 203.0.113.0/24 via 10.1.0.2 metric 5 proto 187 table 70001",
        "route add 198.51.100.0/24 via 10.0.0.2 proto 114",
        "route add 198.51.100.0/24 via 10.1.0.2 proto 114 table 70001",
        "rule add to 198.51.100.7 table 70001 protocol 114 priority 11400");
  }

  @Test
  @DisplayName("RT-1 filters: the view is the same, though every list holds every route")
  void noFilters() {
    routesOfMany();
    machine.ip("-6 route add 2001:db8::/32 via fd00::2 proto 114");
    machine.ip("-6 route add 2001:db8::/32 via fd00::2 proto 186 table 70001");
    KernelView real = over(new NetlinkLibc() {});
    machine.ip("route del 192.0.2.0/24 proto 114");

    assertThat(over(new Lenient())).isEqualTo(real);
    assertThat(real.routes()).hasSize(5);
  }

  @Test
  @DisplayName("RT-1 IPv6 altogether: what there is of IPv4 is seen, once")
  void noIpv6() {
    routesOfMany();
    KernelView real = over(new NetlinkLibc() {});
    machine.ip("route del 192.0.2.0/24 proto 114");

    KernelView without = over(new WithoutIpv6());

    assertThat(without.routes()).isEqualTo(real.routes()).hasSize(4);
    assertThat(without.rules()).isEqualTo(real.rules()).hasSize(1);
  }
}
