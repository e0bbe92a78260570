package net.routerd.linux.internal.rtnl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import net.routerd.linux.internal.netlink.NlAttr;
import net.routerd.linux.internal.netlink.NlAttrs;
import net.routerd.linux.internal.netlink.NlFrames;
import net.routerd.linux.internal.netlink.NlHeader;
import net.routerd.linux.internal.netlink.NlMessage;
import net.routerd.linux.internal.netlink.NlParseException;
import net.routerd.linux.internal.netlink.NlWriter;
import net.routerd.linux.internal.rtnl.link.LinkAttributes;
import net.routerd.linux.internal.rtnl.link.LinkCodec;
import net.routerd.linux.internal.rtnl.link.LinkMessage;
import net.routerd.linux.internal.rtnl.link.LinkReader;
import net.routerd.model.link.Link;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.link.OperState;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LinkReaderTest {

  private static final int BRIDGE = 7; // AF_BRIDGE, bits/socket.h
  private static final int UP = 6; // IF_OPER_UP, linux/if.h
  private static final int TESTED_NEXT_YEAR = 99;

  private static NlMessage message(int family, long flags, List<NlAttr> attributes) {
    byte[] body =
        LinkCodec.encode(new LinkMessage(family, 1, 7, flags, 0, new NlAttrs(attributes)));
    return message(body);
  }

  private static NlMessage message(byte[] body) {
    return new NlMessage(
        new NlHeader(RtnlMessages.NEW_LINK, 0, 0, 0),
        ByteBuffer.wrap(body).order(ByteOrder.nativeOrder()));
  }

  private static List<NlAttr> attributes(String name, int state) {
    return List.of(
        NlAttr.ofText(LinkAttributes.NAME, name),
        NlAttr.ofU32(LinkAttributes.MTU, 1400),
        NlAttr.ofU8(LinkAttributes.OPER_STATE, state));
  }

  private static LinkReader read(String name, int state, long flags) {
    return LinkReader.of(message(Families.UNSPEC, flags, attributes(name, state)));
  }

  @Test
  @DisplayName("a device that was not known has no addresses and no settings yet")
  void unknown() {
    LinkReader reader = read("wan0", UP, LinkAttributes.UP | LinkAttributes.LOWER_UP);

    assertThat(reader.index()).isEqualTo(7);
    assertThat(reader.rpFilter()).isEmpty();
    assertThat(reader.link(null))
        .contains(
            new Link(
                new LinkName("wan0"), 7, true, true, OperState.UP, 1400, List.of(), 0, Set.of()));
  }

  @Test
  @DisplayName("a known device keeps what other messages told of it")
  void known() {
    Link before =
        new Link(
            new LinkName("wan0"),
            7,
            true,
            true,
            OperState.UP,
            1500,
            List.of(LinkAddress.parse("10.0.0.2/24")),
            2,
            Set.of(IpFamily.IPV6));

    Link now = read("wan0", TESTED_NEXT_YEAR, LinkAttributes.UP).link(before).orElseThrow();

    assertThat(now.name()).isSameAs(before.name());
    assertThat(now)
        .isEqualTo(
            new Link(
                before.name(),
                7,
                true,
                false,
                OperState.UNKNOWN,
                1400,
                before.addresses(),
                2,
                before.ignoreRoutesWithLinkdown()));
    for (String renamed : List.of("wan1", "wan01", "wan", "wän0")) {
      assertThat(read(renamed, UP, 0).link(before).orElseThrow().name())
          .isEqualTo(new LinkName(renamed));
    }
  }

  @Test
  @DisplayName("what is no whole device, or has no name of text, is none")
  void noDevice() {
    LinkReader port = LinkReader.of(message(BRIDGE, 0, portOfBridge()));
    assertThat(port.link(null)).isEmpty();
    assertThat(port.rpFilter()).isEmpty();
    for (int missing = 0; missing < 3; missing++) {
      List<NlAttr> attributes = new ArrayList<>(attributes("wan0", UP));
      attributes.remove(missing);
      assertThat(LinkReader.of(message(Families.UNSPEC, 0, attributes)).link(null)).isEmpty();
    }
    assertThat(read("a/b", UP, 0).link(null)).isEmpty();
  }

  @Test
  @DisplayName("nothing is left of the message before")
  void again() {
    List<NlAttr> padded = new ArrayList<>(attributes("wan0", UP));
    padded.addFirst(NlAttr.of(LinkAttributes.NAME + 100, new byte[200]));
    List<NlAttr> nameless = attributes("wan0", UP).subList(1, 3);
    LinkReader reader = new LinkReader();

    assertThat(reader.read(walk(padded)).link(null)).isPresent();
    assertThat(reader.read(walk(nameless)).link(null)).isEmpty();
    assertThat(reader.read(walk(List.of())).link(null)).isEmpty();
  }

  private static NlFrames walk(List<NlAttr> attributes) {
    byte[] body =
        LinkCodec.encode(new LinkMessage(Families.UNSPEC, 1, 7, 0, 0, new NlAttrs(attributes)));
    NlHeader header = new NlHeader(RtnlMessages.NEW_LINK, 0, 0, 0);
    NlFrames frames = new NlFrames(ByteBuffer.wrap(new NlWriter().message(header, body).toBytes()));
    frames.advance();
    return frames;
  }

  /** As br_ifinfo_notify of net/bridge/br_netlink.c tells of one: with its VLANs, as type 2. */
  private static List<NlAttr> portOfBridge() {
    NlAttrs vlans = new NlAttrs(List.of(NlAttr.of(2, new byte[] {6, 0, 1, 0})));
    List<NlAttr> attributes = new ArrayList<>(attributes("wan0", UP));
    attributes.add(
        NlAttr.of(LinkAttributes.FAMILY_SETTINGS, new NlWriter().attributes(vlans).toBytes()));
    return attributes;
  }

  @Test
  @DisplayName("the rp_filter is that of the settings of IPv4, within those of all families")
  void rpFilter() {
    NlWriter settings = new NlWriter();
    for (int i = 0; i < 9; i++) {
      settings.u32(100 + i);
    }
    NlAttrs inet =
        new NlAttrs(List.of(NlAttr.of(LinkAttributes.INET_SETTINGS, settings.toBytes())));
    NlAttrs families =
        new NlAttrs(
            List.of(
                NlAttr.of(Families.INET6, new NlWriter().attributes(inet).toBytes()),
                NlAttr.of(Families.INET, new NlWriter().attributes(inet).toBytes())));
    List<NlAttr> attributes = new ArrayList<>(attributes("wan0", UP));
    attributes.add(
        NlAttr.of(LinkAttributes.FAMILY_SETTINGS, new NlWriter().attributes(families).toBytes()));

    LinkReader reader = LinkReader.of(message(Families.UNSPEC, 0, attributes));

    assertThat(reader.rpFilter()).hasValue(100 + LinkAttributes.RP_FILTER_INDEX);
    assertThat(reader.link(null)).isPresent();
  }

  @Test
  @DisplayName("a message that is cut off is refused, and says where")
  void cutOff() {
    byte[] whole =
        LinkCodec.encode(
            new LinkMessage(Families.UNSPEC, 1, 7, 0, 0, new NlAttrs(attributes("wan0", UP))));
    for (int bytes : List.of(15, 18, 24)) {
      byte[] cut = Arrays.copyOf(whole, bytes);
      assertThatThrownBy(() -> LinkReader.of(message(cut))).isInstanceOf(NlParseException.class);
    }
    NlAttr tooShort = NlAttr.ofU8(LinkAttributes.MTU, 1);
    assertThatThrownBy(() -> LinkReader.of(message(Families.UNSPEC, 0, List.of(tooShort))))
        .isInstanceOf(NlParseException.class)
        .hasMessageContaining("attribute 4 of 4 bytes");
  }
}
