package net.routerd.linux.internal.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;

class DecodersTest {

  @Property
  void anAddressIsReadBackAsItWasWritten(
      @ForAll boolean v6, @ForAll long high, @ForAll long low, @ForAll short port) {
    long safeLow = v6 ? low | 1L << 63 : low & 0xFFFFFFFFL;
    IpAddress address = new IpAddress(v6 ? IpFamily.IPV6 : IpFamily.IPV4, v6 ? high : 0, safeLow);

    byte[] bytes = SockAddr.inet(address, port & 0xFFFF, 7);

    assertThat(SockAddr.address(SockAddr.view(bytes), bytes.length)).contains(address);
    assertThat(SockAddr.port(SockAddr.view(bytes))).isEqualTo(port & 0xFFFF);
    byte[] room = SockAddr.room(address.family());
    Arrays.fill(room, (byte) -1);
    assertThat(SockAddr.inet(room, address, port & 0xFFFF, 7)).isEqualTo(bytes);
  }

  @Property
  void anAddressIsHeldIfItIsTheOneThatIsRead(
      @ForAll boolean v6, @ForAll boolean sameFamily, @ForAll byte number, @ForAll byte other) {
    IpAddress one = address(v6, number);
    IpAddress another = address(v6 == sameFamily, other);
    byte[] bytes = SockAddr.inet(one, 443, 7);

    for (int length = 0; length <= bytes.length; length++) {
      ByteBuffer view = SockAddr.view(bytes);
      assertThat(SockAddr.holds(view, length, another))
          .isEqualTo(SockAddr.address(view, length).equals(Optional.of(another)));
      assertThat(SockAddr.holds(view, length, one)).isEqualTo(length == bytes.length);
    }
  }

  private static IpAddress address(boolean v6, byte number) {
    return IpAddress.parse((v6 ? "fd00::" : "10.0.0.") + (number & 3));
  }

  @Property
  void noBytesMakeTheAddressReaderThrow(@ForAll @Size(max = 40) byte[] bytes) {
    ByteBuffer view = SockAddr.view(bytes);

    assertThat(SockAddr.address(view, bytes.length)).isNotNull();
  }

  @Property
  void noBytesMakeTheControlDataWalkThrowOrRunOn(@ForAll @Size(max = 80) byte[] bytes) {
    ByteBuffer view = SockAddr.view(bytes);

    ByteBuffer found = ControlData.find(view, Constants.SOL_SOCKET, Constants.SCM_TIMESTAMPNS);

    assertThat(found.remaining()).isLessThanOrEqualTo(bytes.length);
    for (int least : new int[] {0, 1, 16}) {
      int at = ControlData.find(view, Constants.SOL_SOCKET, Constants.SCM_TIMESTAMPNS, least);
      assertThat(at < 0 ? 0 : at + least).isLessThanOrEqualTo(bytes.length);
    }
  }

  @Example
  void theFirstControlMessageOfItsLevelAndTypeIsFoundIfItIsLongEnough() {
    ByteBuffer control = SockAddr.view(new byte[64]);
    control.putLong(17).putInt(1).putInt(2).putLong(0xAA); // 1 byte and its padding
    control.putLong(24).putInt(1).putInt(3).putLong(0xBB).flip();

    assertThat(ControlData.find(control, 1, 2, 1)).isEqualTo(16);
    assertThat(ControlData.find(control, 1, 2, 2)).isEqualTo(-1);
    assertThat(ControlData.find(control, 1, 3, 8)).isEqualTo(40);
    assertThat(ControlData.find(control, 2, 3, 0)).isEqualTo(-1);
    assertThat(ControlData.find(control, 1, 3).remaining()).isEqualTo(8);
  }
}
