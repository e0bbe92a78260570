package net.routerd.linux.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import net.routerd.linux.internal.netlink.NlFrames;
import net.routerd.linux.internal.netlink.NlHeader;
import net.routerd.linux.internal.netlink.NlWriter;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.linux.internal.rtnl.route.RouteMessage;
import net.routerd.linux.internal.rtnl.route.RouteReader;
import net.routerd.linux.internal.rtnl.route.RouteRequests;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.LookupRule;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Routes of others that do not matter")
class PassedOverTest {

  private static final int OURS = 114;
  private static final int BIRD = 12;
  private static final RouteAction WAY =
      new RouteAction.Forward(Optional.of(new LinkName("wan0")), Optional.empty(), false);

  private final RouteModel model = new RouteModel(OURS);
  private final RouteReader reader = new RouteReader();

  private static RouteKey key(String prefix, long metric) {
    return new RouteKey(RouteTable.MAIN, Cidr.parse(prefix), metric);
  }

  private static NlFrames told(RouteKey key, int protocol) {
    NlWriter body = new NlWriter();
    RouteRequests.install(
        body, new DesiredRoute(key, WAY, Optional.empty()), protocol, OptionalInt.of(2));
    byte[] datagram =
        new NlWriter()
            .message(new NlHeader(RtnlMessages.NEW_ROUTE, 0, 0, 0), body.toBytes())
            .toBytes();
    NlFrames frames = new NlFrames(ByteBuffer.wrap(datagram));
    frames.advance();
    return frames;
  }

  private boolean mayKeep(RouteKey key, int protocol) {
    return model.mayKeep(message(told(key, protocol)));
  }

  private static RouteMessage message(NlFrames frames) {
    return new RouteMessage().read(frames);
  }

  private static ObservedRoute own(RouteKey key) {
    return new ObservedRoute(key, WAY, Optional.empty(), OURS, true);
  }

  @Test
  @DisplayName("are passed over without an object, also where no compiler has taken it away")
  void withoutAnObject() {
    model.watch(Set.of(key("0.0.0.0/0", 7)), List.of());
    model.replaceOurs(List.of(own(key("192.0.2.0/24", 7))));
    NlFrames frames = told(key("203.0.113.0/24", 0), BIRD);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    passOver(frames, 10); // what classes take when they are first used
    long before = threads.getCurrentThreadAllocatedBytes();

    int kept = passOver(frames, 10_000);

    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(kept).isZero();
    assertThat(bytes).as("of 10000 routes").isLessThan(10_000);
  }

  private int passOver(NlFrames frames, int times) {
    int kept = 0;
    for (int i = 0; i < times; i++) {
      kept += reader.read(frames, LinkSnapshot.EMPTY, model).isPresent() ? 1 : 0;
    }
    return kept;
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0/0", "10.0.0.0/8", "::/0", "2001:db8::/32", "2001:db8::7/128"})
  @DisplayName("are those neither at a watched destination nor at one of ours")
  void whatMattersIsNotPassedOver(String prefix) {
    assertThat(mayKeep(key(prefix, 3), BIRD)).as("nothing matters yet").isFalse();
    assertThat(mayKeep(key(prefix, 3), OURS)).as("ours always does").isTrue();

    model.watch(Set.of(key(prefix, 7)), List.of());

    assertThat(mayKeep(key(prefix, 3), BIRD)).as("watched, whatever its metric").isTrue();
  }

  @Test
  @DisplayName(
      "are neither watched ones nor those at a key of ours, however many those are and however they"
          + " came")
  void oursAreNotPassedOver() {
    List<RouteKey> ours =
        IntStream.range(0, 5_000)
            .mapToObj(i -> key("10.0." + i / 256 + "." + i % 256 + "/32", 0))
            .toList();
    RouteKey watched = key("172.16.0.0/12", 0);
    model.watch(Set.of(watched), List.of());
    model.replaceOurs(ours.stream().limit(1_000).map(PassedOverTest::own).toList());
    ours.stream().skip(1_000).forEach(key -> model.take(true, 0, false, own(key)));

    assertThat(ours).allMatch(key -> mayKeep(key, BIRD));
    assertThat(mayKeep(watched, BIRD)).isTrue();
    long others =
        IntStream.range(0, 10_000)
            .filter(i -> mayKeep(key("10.9." + i / 256 + "." + i % 256 + "/32", 0), BIRD))
            .count();
    assertThat(others).as("of 10000 others").isLessThan(1_500);
  }

  private static LookupRule rule(long priority, RouteTable table) {
    return new LookupRule(IpFamily.IPV4, priority, Optional.empty(), table, 0, "a rule");
  }

  @Test
  @DisplayName("are none where a rule of others asks a table before ours: what covers may matter")
  void whatCoversIsNotPassedOver() {
    Set<RouteKey> watched = Set.of(new RouteKey(new RouteTable(100), Cidr.parse("10.0.0.0/8"), 7));
    model.watch(watched, List.of(rule(10, RouteTable.MAIN), rule(20, new RouteTable(100))));
    RouteKey covers = key("0.0.0.0/0", 0);

    assertThat(model.keeps(covers, BIRD)).isTrue();
    assertThat(mayKeep(covers, BIRD)).isTrue();
  }
}
