package net.routerd.linux.internal.rtnl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.routerd.linux.internal.netlink.Nl;
import net.routerd.linux.internal.netlink.NlError;
import net.routerd.linux.internal.netlink.NlFrames;
import net.routerd.linux.internal.netlink.NlMessage;
import net.routerd.linux.internal.netlink.NlParseException;
import net.routerd.linux.internal.rtnl.addr.AddressCodec;
import net.routerd.linux.internal.rtnl.addr.AddressMapper;
import net.routerd.linux.internal.rtnl.link.LinkReader;
import net.routerd.linux.internal.rtnl.link.NetconfCodec;
import net.routerd.linux.internal.rtnl.nexthop.NextHopCodec;
import net.routerd.linux.internal.rtnl.nexthop.NextHopMapper;
import net.routerd.linux.internal.rtnl.route.RouteMapper;
import net.routerd.linux.internal.rtnl.route.RouteMessage;
import net.routerd.linux.internal.rtnl.rule.RuleCodec;
import net.routerd.linux.internal.rtnl.rule.RuleMapper;

/** Whatever bytes come, a decoder ends, with a value or with the one failure that it declares. */
class DecoderFuzzTest {

  private static final DeviceNames NAMES = new NumberedDevices("if", 0);

  /** What each makes of a message; an empty answer is no value. */
  private static final Map<String, Function<NlMessage, Optional<?>>> DECODERS =
      Map.of(
          "route",
          m -> {
            RouteMessage route = RouteMessage.of(m);
            return RouteMapper.key(route).map(k -> RouteMapper.observed(k, route, NAMES));
          },
          "rule",
          m -> RuleMapper.observed(RuleCodec.decode(m)),
          "link",
          m -> LinkReader.of(m).link(null),
          "rp_filter",
          m -> Optional.of(LinkReader.of(m).rpFilter()),
          "addr",
          m -> AddressMapper.observed(AddressCodec.decode(m)),
          "nexthop",
          m -> NextHopMapper.observed(NextHopCodec.decode(m), NAMES),
          "group",
          m -> Optional.of(NextHopMapper.members(NextHopCodec.decode(m))).filter(l -> l.size() > 1),
          "netconf",
          m -> Optional.of(NetconfCodec.decode(m)),
          "error",
          m -> Optional.of(NlError.parse(m)));

  private static final Set<String> VALUES = ConcurrentHashMap.newKeySet();
  private static final Set<String> FAILURES = ConcurrentHashMap.newKeySet();

  /** A fuzz that never comes as far as a decoder would prove nothing of it. */
  @AfterContainer
  static void everyDecoderWasReached() {
    assertThat(VALUES).as("gave a value").containsAll(DECODERS.keySet());
    assertThat(FAILURES).as("gave the typed failure").containsAll(DECODERS.keySet());
  }

  @Property
  void anyBytesEndInMessagesOrTheTypedFailure(@ForAll byte[] bytes) {
    assertThat(walk(bytes)).isBetween(0, bytes.length + 1);
  }

  @Property(tries = 2000)
  void recordedMessagesWithAFewBytesChangedEndInAValueOrTheTypedFailure(
      @ForAll("recorded") byte[] message,
      @ForAll List<Byte> values,
      @ForAll List<Short> places,
      @ForAll short cut) {
    byte[] bytes = message.clone();
    for (int i = 0; i < Math.min(values.size(), places.size()); i++) {
      bytes[Math.floorMod(places.get(i), bytes.length)] = values.get(i);
    }
    int length = Math.floorMod(cut, 4) == 0 ? Math.floorMod(cut, bytes.length) : bytes.length;

    assertThat(walk(java.util.Arrays.copyOf(bytes, length))).isBetween(0, bytes.length + 1);
  }

  @Provide
  Arbitrary<byte[]> recorded() {
    return Arbitraries.of(
        Stream.of("route", "rule", "link", "addr", "nexthop")
            .flatMap(f -> Vectors.of(f).stream())
            .flatMap(v -> v.notifications().stream())
            .toList());
  }

  // Returns the steps it took; every decoder sees every message, as the types are fuzzed as well.
  private static int walk(byte[] bytes) {
    NlFrames frames = new NlFrames(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()));
    int steps = 0;
    while (frames.hasNext()) {
      steps++;
      attempt(
          () -> {
            NlMessage message = frames.next();
            attempt(() -> message.attributesAfter(0));
            DECODERS.forEach((name, decoder) -> decode(name, decoder, message));
          });
    }
    return steps;
  }

  private static void decode(
      String name, Function<NlMessage, Optional<?>> decoder, NlMessage message) {
    try {
      if (decoder.apply(message).isPresent()) {
        VALUES.add(name);
      }
    } catch (NlParseException declared) {
      FAILURES.add(name);
      judge(declared);
    }
  }

  private static void attempt(Runnable decode) {
    try {
      decode.run();
    } catch (NlParseException declared) {
      judge(declared);
    }
  }

  private static void judge(NlParseException declared) {
    assertThat(declared.wanted()).isNotEmpty();
    assertThat(declared.atByte()).isNotNegative();
  }

  @Property
  void theFailureSaysWhatWasWantedAndWhatWasFound(@ForAll("recorded") byte[] message) {
    byte[] cut = java.util.Arrays.copyOf(message, Nl.HEADER_BYTES - 1);
    NlFrames frames = new NlFrames(ByteBuffer.wrap(cut).order(ByteOrder.nativeOrder()));

    assertThat(
            org.assertj.core.api.Assertions.catchThrowableOfType(
                NlParseException.class, frames::next))
        .hasMessage("netlink: wanted a message header of 16 bytes, found 15 bytes, at byte 0");
    assertThat(frames.hasNext()).isFalse();
  }
}
