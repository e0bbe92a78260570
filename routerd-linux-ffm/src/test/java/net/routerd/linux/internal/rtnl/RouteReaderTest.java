package net.routerd.linux.internal.rtnl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Optional;
import net.routerd.linux.internal.netlink.NlAttr;
import net.routerd.linux.internal.netlink.NlFrames;
import net.routerd.linux.internal.netlink.NlHeader;
import net.routerd.linux.internal.netlink.NlWriter;
import net.routerd.linux.internal.rtnl.route.RouteReader;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Routes that are read one after the other")
class RouteReaderTest {

  // linux/rtnetlink.h
  private static final int RTA_OIF = 4;
  private static final int RTA_GATEWAY = 5;

  private static final DeviceNames NAMES = new NumberedDevices("if", 0);

  private final RouteReader reader = new RouteReader();

  /** An IPv6 default route in table main, of protocol boot. */
  private RouteAction read(int device, byte[]... gateway) {
    NlWriter body = new NlWriter().u8(Families.INET6, 0, 0, 0).u8(254, 3, 0, 1).u32(0);
    for (byte[] address : gateway) {
      body.attribute(NlAttr.of(RTA_GATEWAY, address));
    }
    body.attributeU32(RTA_OIF, device);
    byte[] datagram =
        new NlWriter()
            .message(new NlHeader(RtnlMessages.NEW_ROUTE, 0, 0, 0), body.toBytes())
            .toBytes();
    NlFrames frames = new NlFrames(ByteBuffer.wrap(datagram));
    frames.advance();
    return reader.read(frames, NAMES, (key, by) -> true).map(ObservedRoute::action).orElseThrow();
  }

  private static RouteAction by(String device, String... gateway) {
    return new RouteAction.Forward(
        Optional.of(new LinkName(device)),
        gateway.length == 0 ? Optional.empty() : Optional.of(IpAddress.parse(gateway[0])),
        false);
  }

  @Test
  void eachLeadsItsOwnWay() {
    byte[] first = IpAddress.parse("fe80::1").toBytes();
    byte[] second = IpAddress.parse("fe80::2").toBytes();

    assertThat(read(3, first)).isEqualTo(by("if3", "fe80::1"));
    assertThat(read(3, first)).isEqualTo(by("if3", "fe80::1"));
    assertThat(read(3, second)).isEqualTo(by("if3", "fe80::2"));
    assertThat(read(4, second)).isEqualTo(by("if4", "fe80::2"));
    assertThat(read(4)).isEqualTo(by("if4"));
  }

  @Test
  @DisplayName("a gateway that the model does not know is not taken for none")
  void unknownGateway() {
    byte[] mapped = new byte[16];
    mapped[10] = -1;
    mapped[11] = -1;

    assertThat(read(3)).isEqualTo(by("if3"));
    assertThat(read(3, mapped)).isInstanceOf(RouteAction.Other.class);
  }
}
