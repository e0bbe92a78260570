package net.routerd.linux.internal.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FramingTest {

  private static NlFrames frames(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    return new NlFrames(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()));
  }

  @Test
  void theLastMessageMayLackItsPadding() {
    NlFrames frames =
        frames(
            "11000000 0100 0000 01000000 00000000 aa 000000 11000000 0200 0000 00000000 00000000"
                + " bb");

    assertThat(frames.next().body().remaining()).isEqualTo(1);
    assertThat(frames.next().header().type()).isEqualTo(2);
    assertThat(frames.hasNext()).isFalse();
  }

  @Test
  void aMessageThatOverrunsTheDatagramEndsTheWalkAfterThoseBeforeIt() {
    NlFrames frames =
        frames("10000000 0300 0000 00000000 00000000 40000000 0300 0000 00000000 00000000");

    assertThat(frames.next().header().type()).isEqualTo(3);
    assertThatThrownBy(frames::next)
        .isInstanceOf(NlParseException.class)
        .hasMessageContaining("wanted a message length of 16 to 16, found 64, at byte 16");
    assertThat(frames.hasNext()).isFalse();
  }

  @Test
  void aLengthOfZeroIsNoEndlessLoop() {
    NlFrames frames = frames("00000000 0300 0000 00000000 00000000");

    assertThatThrownBy(frames::next).isInstanceOf(NlParseException.class);
    assertThat(frames.hasNext()).isFalse();
  }

  @Test
  void attributeTypesAreReadWithoutTheirFlags() {
    byte[] bytes = HexFormat.of().parseHex("08001a80040002000500154001000000");

    NlAttrs attributes = NlAttrs.parse(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()));

    assertThat(attributes.list()).extracting(NlAttr::type).containsExactly(26, 21);
    assertThat(attributes.find(26).orElseThrow().nested().list()).hasSize(1);
    assertThat(new NlWriter().attributes(attributes).toBytes()).isEqualTo(bytes);
  }

  @Test
  void anAttributeLengthBelowItsHeaderIsAFailureAndNoEndlessLoop() {
    byte[] bytes = HexFormat.of().parseHex("0000010000000000");

    assertThatThrownBy(() -> NlAttrs.parse(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder())))
        .isInstanceOf(NlParseException.class)
        .hasMessageContaining("wanted an attribute length of 4 to 8, found 0");
  }

  @Property
  void everyLengthThatIsWrittenEqualsItsBytes(
      @ForAll @Size(max = 300) byte[] first, @ForAll @Size(max = 300) byte[] second) {
    byte[] body =
        new NlWriter()
            .u8(2, 0, 0, 0)
            .attribute(NlAttr.of(1, first))
            .attribute(NlAttr.of(2, second))
            .toBytes();
    byte[] datagram =
        new NlWriter()
            .message(new NlHeader(24, 5, 7, 0), body)
            .message(new NlHeader(25, 5, 8, 0), body)
            .toBytes();

    NlFrames frames = new NlFrames(ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder()));
    NlMessage one = frames.next();
    NlMessage two = frames.next();

    assertThat(frames.hasNext()).isFalse();
    assertThat(one.header()).isEqualTo(new NlHeader(24, 5, 7, 0));
    assertThat(two.header().sequence()).isEqualTo(8);
    assertThat(two.attributesAfter(4).list())
        .containsExactly(NlAttr.of(1, first), NlAttr.of(2, second));
  }

  @Test
  void theKernelsWordsAreFoundBehindACappedRequest() {
    // NLM_F_CAPPED | NLM_F_ACK_TLVS; errno -101; only the header of a request of 44 bytes.
    NlFrames frames =
        frames(
            "40000000 0200 0003 05000000 00000000 9bffffff"
                + "2c000000 1800 0506 05000000 00000000"
                + "0a000100 6261 6421 0000 0000"
                + "08000200 10000000 08000500 05000000");

    NlError error = NlError.parse(frames.next());

    assertThat(error).isEqualTo(new NlError(101, "bad!", OptionalInt.of(16), OptionalInt.of(5)));
  }

  @Test
  void theKernelsWordsAreFoundBehindAWholeRequest() {
    NlFrames frames =
        frames(
            "34000000 0200 0002 05000000 00000000 eaffffff"
                + "14000000 1800 0506 05000000 00000000 02000000"
                + "0a000100 6261 6421 0000 0000");

    assertThat(NlError.parse(frames.next()).text()).isEqualTo("bad!");
  }

  @Test
  void anAcknowledgementHasNoErrorNumber() {
    NlFrames frames =
        frames(
            "24000000 0200 0001 05000000 00000000 00000000 2c000000 1800 0506 05000000 00000000");

    assertThat(NlError.parse(frames.next()).errno()).isZero();
  }

  @Test
  void theEndOfADumpMayCarryAnErrorNumber() {
    assertThat(
            NlError.parse(frames("14000000 0300 0200 01000000 00000000 feffffff").next()).errno())
        .isEqualTo(2);
    assertThat(NlError.parse(frames("10000000 0300 0200 01000000 00000000").next()).errno())
        .isZero();
  }
}
