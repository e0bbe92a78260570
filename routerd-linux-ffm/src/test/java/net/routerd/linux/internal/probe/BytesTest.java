package net.routerd.linux.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BytesTest {

  private final Bytes bytes = new Bytes();

  private byte[] held() {
    return Arrays.copyOf(bytes.room(), bytes.size());
  }

  @Test
  void whatIsAddedIsHeldInOrderHoweverMuchItIs() {
    byte[] much = new byte[3 * Bytes.KEPT];
    Arrays.fill(much, (byte) 'm');

    bytes.add(new byte[] {'-', 'a', 'b', '-'}, 1, 2);
    bytes.add(ByteBuffer.wrap(new byte[] {'-', 'c', '-'}, 1, 1));
    assertThat(held()).containsExactly('a', 'b', 'c');
    bytes.add(much, 0, much.length);
    bytes.add(ByteBuffer.wrap(much));

    assertThat(held()).hasSize(3 + 2 * much.length).startsWith('a', 'b', 'c', 'm').endsWith('m');
  }

  @Test
  void nothingIsMadeForTheNextInTheSameRoom() {
    bytes.add(new byte[Bytes.KEPT], 0, Bytes.KEPT);
    byte[] room = bytes.room();
    bytes.clear();
    assertThat(bytes.size()).isZero();
    bytes.add(new byte[] {'x'}, 0, 1);

    assertThat(held()).containsExactly('x');
    assertThat(bytes.room()).isSameAs(room);
  }

  @Test
  void largeRoomIsNotKept() {
    bytes.add(new byte[Bytes.KEPT + 1], 0, Bytes.KEPT + 1);
    bytes.clear();

    assertThat(bytes.size()).isZero();
    assertThat(bytes.room()).hasSizeLessThanOrEqualTo(Bytes.KEPT);
  }
}
