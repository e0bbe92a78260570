package net.routerd.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Adding, replacing and deleting where another route may stand. */
abstract class RouteKeyBehaviour extends KernelBehaviour {

  private static final String MAIN = "main";

  @Test
  void aSecondRouteWithTheSameKeyIsRefused() {
    ip("route add default via 172.17.0.1 dev wan0 proto 114");
    ip("-6 route add default via fe80::1 dev wan0 proto 114");

    assertThat(kernel().ip("route add default via 172.17.1.1 dev wan1 proto 114"))
        .isEqualTo("File exists");
    assertThat(kernel().ip("-6 route add default via fe80::1 dev wan1 proto 114"))
        .isEqualTo("File exists");
  }

  @Test
  void anotherMetricIsAnotherPlace() {
    ip("route add default via 172.17.0.1 dev wan0 proto 114");
    ip("route add default via 172.17.1.1 dev wan1 metric 10 proto 114");

    assertThat(kernel().routes(MAIN, "0.0.0.0/0"))
        .containsExactlyInAnyOrder(
            "0.0.0.0/0 via 172.17.0.1 dev wan0 proto 114",
            "0.0.0.0/0 metric 10 via 172.17.1.1 dev wan1 proto 114");
  }

  @Test
  @DisplayName("RT-13 IPv6 metric 0 is 1024")
  void ipv6MetricZeroIs1024() {
    ip("-6 route add 2001:db8::/32 via fe80::1 dev wan0 metric 0 proto 114");

    assertThat(kernel().routes(MAIN, "2001:db8::/32"))
        .containsExactly("2001:db8::/32 metric 1024 via fe80::1 dev wan0 proto 114");
  }

  @Test
  void ipv4AppendsAndPrependsDuplicates() {
    ip("route add 10.50.0.0/16 via 172.17.0.1 dev wan0 proto 99");
    ip("route append 10.50.0.0/16 via 172.17.1.1 dev wan1 proto 114");
    ip("route prepend 10.50.0.0/16 via 172.17.0.9 dev wan0 proto 98");

    assertThat(kernel().ip("route append 10.50.0.0/16 via 172.17.1.1 dev wan1 proto 114"))
        .isEqualTo("File exists");
    assertThat(kernel().routes(MAIN, "10.50.0.0/16"))
        .containsExactly(
            "10.50.0.0/16 via 172.17.0.9 dev wan0 proto 98",
            "10.50.0.0/16 via 172.17.0.1 dev wan0 proto 99",
            "10.50.0.0/16 via 172.17.1.1 dev wan1 proto 114");
    assertThat(kernel().match("10.50.0.1")).isEqualTo("via 172.17.0.9 dev wan0 table main");
  }

  @Test
  @DisplayName("RT-1 an IPv4 replace takes the first route of the key, whoever made it")
  void ipv4ReplaceTakesTheFirst() {
    ip("route add 10.50.0.0/16 via 172.17.0.1 dev wan0 proto 99");
    ip("route append 10.50.0.0/16 via 172.17.1.1 dev wan1 proto 114");

    ip("route replace 10.50.0.0/16 via 172.17.1.7 dev wan1 proto 114");

    assertThat(kernel().routes(MAIN, "10.50.0.0/16"))
        .containsExactly(
            "10.50.0.0/16 via 172.17.1.7 dev wan1 proto 114",
            "10.50.0.0/16 via 172.17.1.1 dev wan1 proto 114");
  }

  @Test
  void replacingByAnEqualOfALaterDuplicateIsRefused() {
    ip("route add 10.50.0.0/16 via 172.17.0.1 dev wan0 proto 99");
    ip("route append 10.50.0.0/16 via 172.17.1.1 dev wan1 proto 114");

    assertThat(kernel().ip("route replace 10.50.0.0/16 via 172.17.1.1 dev wan1 proto 114"))
        .isEqualTo("File exists");
  }

  @Test
  @DisplayName("RT-1 an IPv6 replace takes the route of the key, whoever made it")
  void ipv6ReplaceTakesAnybodys() {
    ip("-6 route add 2001:db8::/32 via fe80::1 dev wan0 proto 99");

    ip("-6 route replace 2001:db8::/32 via fe80::2 dev wan1 proto 114");

    assertThat(kernel().routes(MAIN, "2001:db8::/32"))
        .containsExactly("2001:db8::/32 metric 1024 via fe80::2 dev wan1 proto 114");
  }

  @Test
  void ipv6AppendMakesAMultipathRouteAndReplaceTakesItWhole() {
    ip("-6 route add 2001:db8::/32 via fe80::1 dev wan0 proto 99");
    ip("-6 route append 2001:db8::/32 via fe80::2 dev wan1 proto 99");
    assertThat(kernel().routes(MAIN, "2001:db8::/32")).containsExactly("multipath");

    ip("-6 route replace 2001:db8::/32 via fe80::3 dev wan1 proto 114");

    assertThat(kernel().routes(MAIN, "2001:db8::/32"))
        .containsExactly("2001:db8::/32 metric 1024 via fe80::3 dev wan1 proto 114");
  }

  @Test
  void anIpv6LegKeepsItsOwnerWhoeverIsTheFirst() {
    for (String how : List.of("append", "prepend")) {
      ip("-6 route add 2001:db8::/32 via fe80::1 dev wan0 proto 114");
      ip("-6 route " + how + " 2001:db8::/32 via fe80::2 dev wan1 proto 99");
      assertThat(kernel().routes(MAIN, "2001:db8::/32")).containsExactly("multipath");
      assertThat(kernel().ip("-6 route add 2001:db8::/32 via fe80::3 dev wan1 proto 114"))
          .isEqualTo("File exists");
      assertThat(kernel().ip("-6 route del 2001:db8::/32 via fe80::2 dev wan1 proto 114"))
          .isEqualTo("No such process");

      ip("-6 route del 2001:db8::/32 via fe80::1 dev wan0 proto 114");

      assertThat(kernel().routes(MAIN, "2001:db8::/32"))
          .containsExactly("2001:db8::/32 metric 1024 via fe80::2 dev wan1 proto 99");
      ip("-6 route del 2001:db8::/32 via fe80::2 dev wan1 proto 99");
    }
  }

  @Test
  void aChangeOfWhatIsNotThereIsRefused() {
    assertThat(kernel().ip("route change 10.51.0.0/16 via 172.17.1.7 dev wan1 proto 114"))
        .isEqualTo("No such file or directory");
    assertThat(kernel().ip("-6 route change 2001:db8:51::/48 via fe80::1 dev wan1 proto 114"))
        .isEqualTo("Can not replace route - no match found");
  }

  @Test
  void aChangeToAnotherTypeIsOneStep() {
    ip("route add default via 172.17.0.1 dev wan0 proto 114");
    ip("-6 route add default via fe80::1 dev wan0 proto 114");

    ip("route change blackhole default proto 114");
    ip("-6 route change unreachable default proto 114");

    assertThat(kernel().routes(MAIN, "0.0.0.0/0")).containsExactly("0.0.0.0/0 blackhole proto 114");
    assertThat(kernel().routes(MAIN, "::/0"))
        .containsExactly("::/0 metric 1024 unreachable proto 114");
  }

  @Test
  void aDeletionOfWhatIsNotThereIsRefused() {
    assertThat(kernel().ip("route del 10.77.0.0/16")).isEqualTo("No such process");
    assertThat(kernel().ip("-6 route del 2001:db8:77::/48")).isEqualTo("No such process");
  }

  @Test
  @DisplayName("RT-1 the protocol number guards a deletion")
  void theProtocolGuardsADeletion() {
    ip("route add default via 172.17.0.1 dev wan0 proto 99");
    ip("-6 route add default via fe80::1 dev wan0 proto 99");

    assertThat(kernel().ip("route del default proto 114")).isEqualTo("No such process");
    assertThat(kernel().ip("-6 route del default proto 114")).isEqualTo("No such process");
    assertThat(kernel().routes(MAIN, "0.0.0.0/0")).hasSize(1);
    assertThat(kernel().routes(MAIN, "::/0")).hasSize(1);
  }

  @Test
  void aDeletionTakesOneDuplicate() {
    ip("route add 10.50.0.0/16 via 172.17.0.1 dev wan0 proto 114");
    ip("route append 10.50.0.0/16 via 172.17.1.1 dev wan1 proto 114");

    ip("route del 10.50.0.0/16 proto 114");

    assertThat(kernel().routes(MAIN, "10.50.0.0/16"))
        .containsExactly("10.50.0.0/16 via 172.17.1.1 dev wan1 proto 114");
  }

  @Test
  void aDeletionWithoutAMetricTakesTheLowest() {
    ip("route add 10.50.0.0/16 via 172.17.0.1 dev wan0 metric 60 proto 99");
    ip("route add 10.50.0.0/16 via 172.17.0.1 dev wan0 metric 20 proto 99");

    ip("route del 10.50.0.0/16 proto 99");

    assertThat(kernel().routes(MAIN, "10.50.0.0/16"))
        .containsExactly("10.50.0.0/16 metric 60 via 172.17.0.1 dev wan0 proto 99");
  }
}
