package net.routerd.model.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

  @Property
  @Label("RES-12 an IPv4 address is read back from its text")
  void ipv4IsReadBack(@ForAll int bits) {
    IpAddress address = new IpAddress(IpFamily.IPV4, 0, bits & 0xFFFFFFFFL);

    assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
    assertThat(IpAddress.of(address.toBytes())).isEqualTo(address);
  }

  @Property
  @Label("RES-12 an IPv6 address is read back from its text")
  void ipv6IsReadBack(@ForAll long high, @ForAll long low) {
    IpAddress address = new IpAddress(IpFamily.IPV6, high | 1, low);

    assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
    assertThat(IpAddress.parse(address.toString().toUpperCase(java.util.Locale.ROOT)))
        .isEqualTo(address);
    assertThat(IpAddress.of(address.toBytes())).isEqualTo(address);
  }

  @Property
  @Label("RES-12 a text is an address in canonical form or refused, never something else")
  void anyTextIsReadOrRefused(@ForAll String text) {
    try {
      assertThat(IpAddress.parse(IpAddress.parse(text).toString()))
          .isEqualTo(IpAddress.parse(text));
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageContaining(text);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "1:0:0:0:0:0:0:0, 1::",
    "2001:DB8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "64:ff9b::192.0.2.1, 64:ff9b::c000:201",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "172.17.0.1, 172.17.0.1"
  })
  @DisplayName("RES-12 addresses are written canonically (RFC 5952)")
  void addressesAreWrittenCanonically(String text, String canonical) {
    assertThat(IpAddress.parse(text)).hasToString(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/32, 10.0.0.1/32",
    "10.0.0.0/24, 10.0.1.0/24",
    "0.0.0.0/1, 128.0.0.0/1",
    "2001:db8::/128, 2001:db8::1/128",
    "2001:db8::/96, 2001:db8:0:0:0:1::/96",
    "2001:db8::/64, 2001:db8:0:1::/64",
    "2001:db8::/32, 2001:db9::/32",
  })
  @DisplayName("prefixes that follow each other do so in a hash table too")
  void neighboursHaveNeighbouringHashCodes(String prefix, String next) {
    assertThat(Cidr.parse(next).hashCode() - Cidr.parse(prefix).hashCode()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1",
        "10.1",
        "010.0.0.1",
        "1.2.3.4.5",
        "1.2.3.256",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "0x1.2.3.4",
        "1.2.3.4 ",
        "+1.2.3.4",
        "1e0.2.3.4",
        "::ffff:10.0.0.1",
        "::ffff:a00:1",
        "fe80::1%eth0",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "12345::",
        "g::",
        "::1.2.3",
        "1.2.3.4::",
        "[::1]",
        "localhost",
        "\u0661.2.3.4",
        "1:",
        ":1"
      })
  @DisplayName("RES-12 what only looks like an address is refused")
  void lookalikesAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.parse(text));
  }

  @Property
  @Label("RES-12 a prefix holds exactly the addresses that share its leading bits")
  void prefixHoldsItsAddresses(
      @ForAll long high,
      @ForAll long low,
      @ForAll @IntRange(max = 128) int length,
      @ForAll @IntRange(max = 127) int bit) {
    IpAddress address = new IpAddress(IpFamily.IPV6, high | 1L << 60, low);
    IpAddress flipped =
        bit < 64
            ? new IpAddress(IpFamily.IPV6, high | 1L << 60 ^ 1L << 63 - bit, low)
            : new IpAddress(IpFamily.IPV6, high | 1L << 60, low ^ 1L << 127 - bit);
    Cidr cidr = Cidr.containing(address, length);

    assertThat(Cidr.parse(cidr.toString())).isEqualTo(cidr);
    assertThat(cidr.contains(address)).isTrue();
    assertThat(cidr.contains(Cidr.host(address))).isTrue();
    if (!flipped.equals(address) && bit >= 64) {
      assertThat(cidr.contains(flipped)).isEqualTo(bit >= length);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/08",
        "10.0.0.0/-1",
        "::/129",
        "/8",
        "10.0.0.1/8"
      })
  @DisplayName("RES-12 what is no prefix is refused")
  void illegalPrefixesAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Cidr.parse(text));
  }

  @Test
  @DisplayName("RES-12 the prefixes of one family never hold addresses of the other")
  void familiesAreApart() {
    assertThat(IpFamily.IPV6.defaultPrefix().contains(IpAddress.parse("10.0.0.1"))).isFalse();
    assertThat(IpFamily.IPV4.defaultPrefix().contains(IpFamily.IPV6.defaultPrefix())).isFalse();
    assertThat(IpFamily.IPV4.defaultPrefix()).hasToString("0.0.0.0/0");
    assertThat(IpFamily.IPV6.defaultPrefix()).hasToString("::/0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "a/b", "a:b", "a b", "a\tb", "abcdefghijklmnop", "äääääääääääääää"})
  @DisplayName("KIND-4 a device name that Linux does not take is refused")
  void illegalDeviceNamesAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> new LinkName(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "eth0.100", "br-lan", "abcdefghijklmno", "...", "ppp0@x"})
  @DisplayName("KIND-4 a device name that Linux takes is taken")
  void deviceNamesAreTaken(String text) {
    assertThat(new LinkName(text)).hasToString(text);
  }

  @Test
  @DisplayName("KIND-3 tables have numbers or well-known names")
  void tablesAreRead() {
    assertThat(RouteTable.parse("main")).isEqualTo(new RouteTable(254)).hasToString("main");
    assertThat(RouteTable.parse("254")).isEqualTo(RouteTable.MAIN);
    assertThat(RouteTable.parse("4294967295")).hasToString("4294967295");
    for (String bad : new String[] {"0", "4294967296", "-1", "01", "mains", "99999999999"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> RouteTable.parse(bad));
    }
  }
}
