package net.routerd.linux.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.routerd.linux.LinuxOptions;
import net.routerd.linux.LinuxPlatformProvider;
import net.routerd.linux.Netns;
import net.routerd.spi.Diagnosis;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformOptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every line both ways: on files that a test wrote, and on the settings of a namespace. */
class DoctorTest {

  private static final String NETWORKD = "systemd-networkd";

  @TempDir Path root;

  private void file(String path, String text) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void status(String capabilities) {
    file("proc/self/status", "Gid:\t0\t100\t0\t0\nGroups:\t7 9 \nCapEff:\t" + capabilities + "\n");
  }

  private Diagnosis line(String code) {
    if (!Files.exists(root.resolve("proc/self/status"))) {
      status("0000003fffffffff");
    }
    return line(Doctor.examine(new MachineFiles(root), true), code);
  }

  private static Diagnosis line(List<Diagnosis> all, String code) {
    return all.stream().filter(d -> d.code().equals(code)).findFirst().orElseThrow();
  }

  @Test
  @DisplayName("ENG-5 missing capabilities are trouble, with the capability to grant")
  void capabilities() {
    assertThat(line("cap-net-admin")).isInstanceOf(Diagnosis.Fine.class);

    status("0000000000000000");

    assertThat(line("cap-net-admin"))
        .isInstanceOf(Diagnosis.Trouble.class)
        .asString()
        .contains("lacks CAP_NET_ADMIN", "grant it CAP_NET_ADMIN");
  }

  @ParameterizedTest(name = "{0} with capabilities {1}")
  @DisplayName("HC-10 icmp checks need a ping socket or CAP_NET_RAW")
  @CsvSource({
    "1 0,    0000000000000000, Trouble",
    "1 0,    0000000000002000, Fine",
    "100 100,0000000000000000, Fine",
    "8 10,   0000000000000000, Fine",
    "10 99,  0000000000000000, Trouble",
  })
  void icmp(String range, String capabilities, String found) {
    status(capabilities);
    file("proc/sys/net/ipv4/ping_group_range", range.replace(' ', '\t') + "\n");

    assertThat(line("icmp").getClass().getSimpleName()).isEqualTo(found);
  }

  @ParameterizedTest
  @DisplayName("the kernel is 5.10 or later")
  @CsvSource({
    "6.18.0-arm64, Fine",
    "5.10, Fine",
    "5.9.16, Trouble",
    "4.19.0-27-amd64, Trouble",
    "10.0, Fine",
    "x, Trouble"
  })
  void kernel(String release, String found) {
    file("proc/sys/kernel/osrelease", release + "\n");

    assertThat(line("kernel").getClass().getSimpleName()).isEqualTo(found);
    assertThat(line("kernel").text()).contains("Linux " + release);
  }

  @Test
  @DisplayName("ENG-5 native access that the JVM only tolerates is advised on, with the option")
  void nativeAccess() {
    status("0");
    MachineFiles files = new MachineFiles(root);

    assertThat(line(Doctor.examine(files, true), "native-access"))
        .isInstanceOf(Diagnosis.Fine.class);
    assertThat(line(Doctor.examine(files, false), "native-access"))
        .isInstanceOf(Diagnosis.Advice.class)
        .asString()
        .contains("--enable-native-access=");
  }

  @Test
  @DisplayName("RT-1 systemd-networkd is advised on until it leaves foreign routes and rules alone")
  void networkd() {
    file("etc/systemd/networkd.conf", "[Network]\n#ManageForeignRoutes=no\n");
    assertThat(line(NETWORKD)).as("it does not run").isInstanceOf(Diagnosis.Fine.class);

    file("proc/77/comm", "systemd-network\n");
    assertThat(line(NETWORKD))
        .isInstanceOf(Diagnosis.Advice.class)
        .asString()
        .contains("ManageForeignRoutes=no, ManageForeignRoutingPolicyRules=no")
        .contains("ManageForeignNextHops=no");

    file("usr/lib/systemd/networkd.conf.d/50-x.conf", "[Network]\nManageForeignRoutes = false\n");
    file(
        "run/systemd/networkd.conf.d/60-y.conf",
        "[Network]\nManageForeignRoutingPolicyRules=no\nManageForeignNextHops=0\n");
    assertThat(line(NETWORKD)).isInstanceOf(Diagnosis.Fine.class);

    file("etc/systemd/networkd.conf.d/50-x.conf", "[DHCPv4]\nManageForeignRoutes=no\n");
    assertThat(line(NETWORKD))
        .as("a file of the same name in a stronger place, and the key in another section")
        .asString()
        .contains("ManageForeignRoutes=no")
        .doesNotContain("ManageForeignNextHops");
  }

  @Test
  @DisplayName("RT-1 other programs that set routes are named, those of another namespace are not")
  void routeManagers() throws IOException {
    assertThat(line("route-managers")).isInstanceOf(Diagnosis.Fine.class);
    file("proc/12/comm", "dhcpcd\n");
    file("proc/13/comm", "bird\n");
    file("proc/14/comm", "sshd\n");
    Files.createDirectories(root.resolve("proc/thread-self/ns"));
    Files.createSymbolicLink(root.resolve("proc/thread-self/ns/net"), Path.of("net:[1]"));
    Files.createDirectories(root.resolve("proc/13/ns"));
    Files.createSymbolicLink(root.resolve("proc/13/ns/net"), Path.of("net:[2]"));

    assertThat(line("route-managers"))
        .isInstanceOf(Diagnosis.Advice.class)
        .asString()
        .contains("dhcpcd may set routes")
        .doesNotContain("bird")
        .doesNotContain("sshd");
  }

  @Test
  @DisplayName("PATH-3 RT-11 RT-12 the settings are those of the platform's own namespace")
  void settingsOfTheNamespace() {
    try (Netns net = new Netns()) {
      String ns = net.add("doctor");
      net.veth(ns, "tun0", net.add("beyond"), "peer");
      for (String key : List.of("all", "tun0")) {
        net.sysctl(ns, "net.ipv4.conf." + key + ".rp_filter", "1");
        net.sysctl(ns, "net.ipv4.conf." + key + ".ignore_routes_with_linkdown", "0");
      }
      net.sysctl(ns, "net.ipv4.nexthop_compat_mode", "1");
      try (Platform platform =
          new LinuxPlatformProvider(LinuxOptions.inNetworkNamespace(Netns.path(ns)))
              .open(new PlatformOptions(114, PlatformOptions.Access.OBSERVE))) {
        List<Diagnosis> before = platform.diagnose();
        assertThat(line(before, "rp-filter"))
            .isInstanceOf(Diagnosis.Advice.class)
            .asString()
            .contains("1 on tun0 without")
            .contains("rp_filter=2");
        assertThat(line(before, "ignore-routes-with-linkdown"))
            .isInstanceOf(Diagnosis.Advice.class)
            .asString()
            .contains("IPv4 on tun0", "ignore_routes_with_linkdown=1");
        assertThat(line(before, "nexthop-compat-mode"))
            .isInstanceOf(Diagnosis.Advice.class)
            .asString()
            .contains("nexthop_compat_mode=0");

        net.address(ns, "tun0", "192.0.0.2/29");
        net.sysctl(ns, "net.ipv4.conf.all.ignore_routes_with_linkdown", "1");
        net.sysctl(ns, "net.ipv6.conf.all.ignore_routes_with_linkdown", "1");
        net.sysctl(ns, "net.ipv4.nexthop_compat_mode", "0");

        List<Diagnosis> after = platform.diagnose();
        for (String code : List.of("rp-filter", "ignore-routes-with-linkdown", "kernel", "icmp")) {
          assertThat(line(after, code)).isInstanceOf(Diagnosis.Fine.class);
        }
        assertThat(line(after, "nexthop-compat-mode")).isInstanceOf(Diagnosis.Fine.class);
      }
    }
  }
}
