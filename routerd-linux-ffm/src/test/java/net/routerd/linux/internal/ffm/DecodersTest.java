package net.routerd.linux.internal.ffm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
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
  }
}
