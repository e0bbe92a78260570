package net.routerd.linux.failures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.routerd.linux.Await;
import net.routerd.linux.LinuxPlatformProvider;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.PlatformOptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("One JVM, two engines, two network namespaces, neither of them its own")
class TwoNamespacesTest {

  @Test
  @DisplayName(
      "ENG-6 links, routes, rules, probes and lock of each engine are in its own namespace")
  void twoEnginesAtOnce() throws IOException {
    Path own = Path.of("/proc/thread-self/ns/net");
    Path before = Files.readSymbolicLink(own);
    try (Site one = Site.twoUplinks();
        Site two = Site.twoUplinks()) {
      one.start();
      two.start();
      one.awaitSelected("wan0");
      two.awaitSelected("wan0");
      Traffic first = one.traffic("wan0");
      Traffic second = two.traffic("wan0");

      long since = Site.at(() -> one.silence("wan0"));
      first.awaitRight("wan1", since);

      assertThat(second.awaitRight("wan0", since).elsewhere()).isZero();
      assertThat(two.moves()).isZero();
      assertThat(two.selected()).contains("wan0");
      Await.until("one's route", one::defaultRoute, r -> r.contains("dev wan1 proto 114"));
      assertThat(two.defaultRoute()).contains("dev wan0 proto 114");
      for (Site site : new Site[] {one, two}) {
        assertThat(site.ip("rule")).contains("oif wan0 lookup 114000", "oif wan1 lookup 114001");
      }
      assertNothingOfOursWhereTheJvmIs();
      assertThat(Files.readSymbolicLink(own)).as("no thread of ours moved").isEqualTo(before);

      one.stop();
      assertThat(two.selected()).contains("wan0");
      assertThat(one.ip("rule")).doesNotContain("lookup 114");
      assertThat(two.ip("rule")).contains("lookup 114000");
    }
  }

  private static void assertNothingOfOursWhereTheJvmIs() {
    try (Platform here =
        new LinuxPlatformProvider()
            .open(new PlatformOptions(114, PlatformOptions.Access.OBSERVE))) {
      here.start(
          new PlatformListener() {
            @Override
            public void changed() {}

            @Override
            public void failed(PlatformException cause) {
              throw cause;
            }
          });
      assertThat(here.routes().current().routes()).isEmpty();
      assertThat(here.routes().current().rules()).isEmpty();
      assertThat(here.links().current().keySet())
          .extracting(Object::toString)
          .doesNotContain("wan0");
    }
  }
}
