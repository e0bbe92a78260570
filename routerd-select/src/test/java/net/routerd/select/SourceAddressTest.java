package net.routerd.select;

import static net.routerd.select.Given.ip;
import static net.routerd.select.Given.up;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.routerd.model.net.IpFamily;
import net.routerd.select.ready.NextHopFacts;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The source address of probes that have none of their own, as the kernel takes it (PATH-1). */
class SourceAddressTest {

  @Test
  @DisplayName("PATH-1 the address whose prefix holds the gateway, else the first")
  void theGatewaysPrefix() {
    var link = up("wan0", 1, "2001:db8::2/64", "10.0.0.2/24", "10.0.1.2/24");

    assertThat(NextHopFacts.sourceOn(link, IpFamily.IPV4, Optional.of(ip("10.0.1.1"))))
        .contains(ip("10.0.1.2"));
    assertThat(NextHopFacts.sourceOn(link, IpFamily.IPV4, Optional.of(ip("192.0.2.1"))))
        .contains(ip("10.0.0.2"));
    assertThat(NextHopFacts.sourceOn(link, IpFamily.IPV4, Optional.empty()))
        .contains(ip("10.0.0.2"));
  }

  @Test
  @DisplayName("PATH-1 a link-local address serves IPv4, and never IPv6")
  void linkLocal() {
    var link = up("wan0", 1, "fe80::2/64", "169.254.0.2/16", "2001:db8::2/64");

    assertThat(NextHopFacts.sourceOn(link, IpFamily.IPV6, Optional.of(ip("fe80::1"))))
        .contains(ip("2001:db8::2"));
    assertThat(NextHopFacts.sourceOn(link, IpFamily.IPV4, Optional.empty()))
        .contains(ip("169.254.0.2"));
    assertThat(NextHopFacts.sourceOn(up("wan0", 1, "fe80::2/64"), IpFamily.IPV6, Optional.empty()))
        .isEmpty();
  }
}
