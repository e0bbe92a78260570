package net.routerd.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NetnsTest {

  @Test
  void codeRunsInTheNamespaceAndNothingIsLeftBehind() {
    Path file;
    try (Netns net = new Netns()) {
      String a = net.add("a");
      String b = net.add("b");
      file = Netns.path(a);
      net.veth(a, "wan0", b, "isp0");
      net.address(a, "wan0", "192.0.2.1/24");
      net.sysctl(a, "net.ipv4.ip_forward", "1");

      boolean there = net.run(a, () -> NetworkInterface.getByName("wan0") != null);
      boolean here = net.run(b, () -> NetworkInterface.getByName("wan0") != null);
      String forward =
          net.run(a, () -> Files.readString(Path.of("/proc/sys/net/ipv4/ip_forward")).strip());

      assertThat(there).isTrue();
      assertThat(here).isFalse();
      assertThat(forward).isEqualTo("1");
      assertThat(net.ifindex(a, "wan0")).isPositive();
    }
    assertThat(file).doesNotExist();
  }
}
