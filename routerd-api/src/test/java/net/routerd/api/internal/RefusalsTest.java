package net.routerd.api.internal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.select.Refusal;
import net.routerd.spi.ApplyResult;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is remembered of refused changes")
class RefusalsTest {

  private static final long MILLI = 1_000_000;

  private final Refusals refusals = new Refusals();
  private final RouteKey key = new RouteKey(RouteTable.MAIN, Cidr.parse("0.0.0.0/0"), 0);
  private final RouteChange.AddRoute add = new RouteChange.AddRoute(via("10.0.0.1"));

  private DesiredRoute via(String gateway) {
    return new DesiredRoute(
        key,
        new RouteAction.Forward(
            Optional.of(new LinkName("wan0")), Optional.of(IpAddress.parse(gateway)), false),
        Optional.empty());
  }

  private Refusal refuse(int errno, String name, long nowNanos) {
    refusals.take(new ApplyResult.Refused(add, errno, name, "the kernel's words"), nowNanos);
    return refusal();
  }

  private Refusal refusal() {
    return requireNonNull(refusals.current().get(key));
  }

  @Test
  @DisplayName("RT-10 the answer holds the change, the errno and the kernel's own words")
  void theAnswerHoldsTheKernelsWords() {
    assertThat(refuse(101, "ENETUNREACH", 0).answer())
        .isEqualTo(
            "add 0.0.0.0/0 table main via 10.0.0.1 dev wan0: ENETUNREACH (101), \"the kernel's"
                + " words\"");
  }

  @Test
  @DisplayName("RT-10 what is refused again and again is tried less and less often")
  void theDelayGrows() {
    assertThat(refuse(101, "ENETUNREACH", 0).retryAtNanos()).isEqualTo(100 * MILLI);
    assertThat(refuse(101, "ENETUNREACH", 0).retryAtNanos()).isEqualTo(200 * MILLI);
    for (int i = 0; i < 20; i++) {
      refuse(101, "ENETUNREACH", 0);
    }
    assertThat(refuse(101, "ENETUNREACH", 0).retryAtNanos()).isEqualTo(30_000 * MILLI);
  }

  @Test
  @DisplayName("RT-1 a key that another route holds is tried at least once a second")
  void aConflictIsTriedOften() {
    for (int i = 0; i < 20; i++) {
      refuse(17, "EEXIST", 0);
    }
    assertThat(refuse(17, "EEXIST", 0).retryAtNanos()).isLessThan(1000 * MILLI);
  }

  @Test
  @DisplayName("RT-10 after a link event everything refused is tried at once")
  void aLinkEventTriesAtOnce() {
    refuse(101, "ENETUNREACH", 0);

    refusals.linksChanged(5 * MILLI);

    assertThat(refusal().retryAtNanos()).isEqualTo(5 * MILLI);
  }
}
