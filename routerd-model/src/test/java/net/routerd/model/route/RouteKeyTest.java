package net.routerd.model.route;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.RouteTable;

class RouteKeyTest {

  /** Few of each part, so that two are often the same in all but one. */
  @Provide
  Arbitrary<RouteKey> keys() {
    Arbitrary<IpAddress> addresses =
        Arbitraries.of("0.0.0.0", "0.0.0.1", "::", "::1", "1::").map(IpAddress::parse);
    return Combinators.combine(
            Arbitraries.of(RouteTable.MAIN.id(), 1L << 31, 1000L),
            Combinators.combine(addresses, Arbitraries.of(0, 1, 31, 32)).as(Cidr::containing),
            Arbitraries.of(1L, 0xFFFFFFFFL))
        .as((table, prefix, metric) -> new RouteKey(new RouteTable(table), prefix, metric));
  }

  @Property
  @Label("two keys, and what they consist of, are equal exactly if they are written alike")
  void equalIfWrittenAlike(@ForAll("keys") RouteKey one, @ForAll("keys") RouteKey other) {
    assertLikeTheirText(one, other);
    assertLikeTheirText(one.table(), other.table());
    assertLikeTheirText(one.destination(), other.destination());
    assertLikeTheirText(one.destination().network(), other.destination().network());
    assertThat(one).isNotEqualTo(one.destination()).isNotEqualTo(null);
  }

  private static void assertLikeTheirText(Object one, Object other) {
    boolean alike = one.toString().equals(other.toString());

    assertThat(one.equals(other)).isEqualTo(other.equals(one)).isEqualTo(alike);
    if (alike) {
      assertThat(one).hasSameHashCodeAs(other);
    }
  }
}
