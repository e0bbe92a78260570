package net.routerd.linux.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SieveTest {

  private static boolean mayHold(Sieve sieve, Cidr prefix) {
    return sieve.mayHold(prefix.network().high(), prefix.network().low(), prefix.length());
  }

  @Provide
  Arbitrary<List<Cidr>> prefixes() {
    Arbitrary<Cidr> four =
        Combinators.combine(Arbitraries.integers(), Arbitraries.integers().between(0, 32))
            .as(
                (bits, length) ->
                    Cidr.containing(
                        new IpAddress(IpFamily.IPV4, 0, Integer.toUnsignedLong(bits)), length));
    Arbitrary<Cidr> six =
        Combinators.combine(
                Arbitraries.longs().between(1, Long.MAX_VALUE),
                Arbitraries.longs(),
                Arbitraries.integers().between(0, 128))
            .as(
                (high, low, length) ->
                    Cidr.containing(new IpAddress(IpFamily.IPV6, high, low), length));
    return Arbitraries.oneOf(four, six).list().ofMaxSize(200);
  }

  @Property
  void holdsBackNoneOfThose(@ForAll("prefixes") List<Cidr> prefixes) {
    Sieve sieve = new Sieve(prefixes.size());

    prefixes.forEach(sieve::add);

    assertThat(prefixes).allMatch(prefix -> mayHold(sieve, prefix));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 9, 512, 100_000})
  void holdsBackMostOthersUntilItIsFull(int most) {
    Sieve sieve = new Sieve(most);
    int added = 0;
    while (!sieve.isFull()) {
      sieve.add(host(added++));
    }

    int first = added;
    long others = IntStream.range(0, 100_000).filter(i -> mayHold(sieve, host(first + i))).count();

    assertThat(added).isGreaterThanOrEqualTo(most);
    assertThat(others).as("of 100000, with %d in it", added).isLessThan(15_000);
  }

  private static Cidr host(int number) {
    return Cidr.host(new IpAddress(IpFamily.IPV4, 0, 0x0A000000L + number));
  }
}
