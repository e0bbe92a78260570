package net.routerd.linux.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.routerd.linux.internal.netlink.NlAttr;
import net.routerd.linux.internal.netlink.NlAttrs;
import net.routerd.linux.internal.netlink.NlFrames;
import net.routerd.linux.internal.netlink.NlHeader;
import net.routerd.linux.internal.netlink.NlWriter;
import net.routerd.linux.internal.rtnl.Families;
import net.routerd.linux.internal.rtnl.RtnlMessages;
import net.routerd.linux.internal.rtnl.addr.AddressAttributes;
import net.routerd.linux.internal.rtnl.addr.AddressCodec;
import net.routerd.linux.internal.rtnl.addr.AddressMessage;
import net.routerd.linux.internal.rtnl.link.LinkAttributes;
import net.routerd.linux.internal.rtnl.link.LinkCodec;
import net.routerd.linux.internal.rtnl.link.LinkMessage;
import net.routerd.model.link.Link;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.link.OperState;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LinkTableTest {

  private static final int DEVICES = 4;
  private static final int MTU = 1500;
  private static final int DOWN = 2; // IF_OPER_DOWN, linux/if.h
  private static final int UP = 6; // IF_OPER_UP

  /** What the kernel tells, and what a plain table of it then holds. */
  sealed interface Told {
    NlFrames message();

    /** A device is there, by a name that no other has. */
    record There(int index, int name, boolean carrier) implements Told {
      @Override
      public NlFrames message() {
        int state = carrier ? UP : DOWN;
        return LinkTableTest.message(
            RtnlMessages.NEW_LINK,
            LinkCodec.encode(
                new LinkMessage(
                    Families.UNSPEC,
                    1,
                    index,
                    LinkAttributes.UP | (carrier ? LinkAttributes.LOWER_UP : 0),
                    0,
                    attributes(name, state))));
      }
    }

    /** A device is gone. */
    record Gone(int index, int name) implements Told {
      @Override
      public NlFrames message() {
        return LinkTableTest.message(
            RtnlMessages.DEL_LINK,
            LinkCodec.encode(
                new LinkMessage(Families.UNSPEC, 1, index, 0, 0, attributes(name, DOWN))));
      }
    }

    /** An address comes to a device, or goes from it. */
    record Address(int index, int last, boolean there) implements Told {
      @Override
      public NlFrames message() {
        NlAttrs address =
            new NlAttrs(
                List.of(NlAttr.of(AddressAttributes.LOCAL, new byte[] {10, 0, 0, (byte) last})));
        return LinkTableTest.message(
            there ? RtnlMessages.NEW_ADDRESS : RtnlMessages.DEL_ADDRESS,
            AddressCodec.encode(new AddressMessage(Families.INET, 24, 0, 0, index, address)));
      }
    }

    /** A device, or all by -1, passes over routes without carrier, or does not. */
    record IgnoresLinkdown(int index, boolean ignores) implements Told {
      @Override
      public NlFrames message() {
        NlWriter body =
            new NlWriter()
                .u8(Families.INET, 0, 0, 0)
                .attributeU32(LinkAttributes.NETCONF_DEVICE, index)
                .attributeU32(LinkAttributes.NETCONF_IGNORE_LINKDOWN, ignores ? 1 : 0);
        return LinkTableTest.message(RtnlMessages.NEW_NETCONF, body.toBytes());
      }
    }
  }

  private static NlAttrs attributes(int name, int state) {
    return new NlAttrs(
        List.of(
            NlAttr.ofText(LinkAttributes.NAME, "eth" + name),
            NlAttr.ofU32(LinkAttributes.MTU, MTU),
            NlAttr.ofU8(LinkAttributes.OPER_STATE, state)));
  }

  private static NlFrames message(int type, byte[] body) {
    byte[] message = new NlWriter().message(new NlHeader(type, 0, 0, 0), body).toBytes();
    NlFrames frames = new NlFrames(ByteBuffer.wrap(message));
    frames.advance();
    return frames;
  }

  /** The same with nothing kept from one telling to the next. */
  private static final class Plain {
    private final Map<Integer, Told.There> links = new TreeMap<>();
    private final Map<Integer, List<LinkAddress>> addresses = new TreeMap<>();
    private final Map<Integer, Boolean> ignores = new TreeMap<>();

    /** Takes it in, unless the kernel cannot have told it: names are unique at any time. */
    boolean take(Told told) {
      switch (told) {
        case Told.There there -> {
          if (links.values().stream()
              .anyMatch(l -> l.index() != there.index() && l.name() == there.name())) {
            return false;
          }
          links.put(there.index(), there);
        }
        case Told.Gone gone -> {
          links.remove(gone.index());
          addresses.remove(gone.index());
          ignores.remove(gone.index());
        }
        case Told.Address at -> {
          LinkAddress address = LinkAddress.parse("10.0.0." + at.last() + "/24");
          List<LinkAddress> all = addresses.computeIfAbsent(at.index(), i -> new ArrayList<>());
          if (!at.there()) {
            all.remove(address);
          } else if (!all.contains(address)) {
            all.add(address);
          }
        }
        case Told.IgnoresLinkdown setting -> ignores.put(setting.index(), setting.ignores());
      }
      return true;
    }

    Map<LinkName, Link> byName() {
      Map<LinkName, Link> all = new TreeMap<>();
      for (Told.There told : links.values()) {
        boolean ignored =
            ignores.getOrDefault(LinkAttributes.NETCONF_ALL, false)
                || ignores.getOrDefault(told.index(), false);
        LinkName name = new LinkName("eth" + told.name());
        all.put(
            name,
            new Link(
                name,
                told.index(),
                true,
                told.carrier(),
                told.carrier() ? OperState.UP : OperState.DOWN,
                MTU,
                addresses.getOrDefault(told.index(), List.of()),
                0,
                ignored ? Set.of(IpFamily.IPV4) : Set.of()));
      }
      return all;
    }
  }

  @Provide
  Arbitrary<List<Told>> tellings() {
    Arbitrary<Integer> device = Arbitraries.integers().between(1, DEVICES);
    Arbitrary<Boolean> either = Arbitraries.of(true, false);
    return Arbitraries.<Told>oneOf(
            Combinators.combine(device, device, either).as(Told.There::new),
            Combinators.combine(device, device).as(Told.Gone::new),
            Combinators.combine(device, device, either).as(Told.Address::new),
            Combinators.combine(
                    Arbitraries.oneOf(device, Arbitraries.just(LinkAttributes.NETCONF_ALL)), either)
                .as(Told.IgnoresLinkdown::new))
        .list()
        .ofMaxSize(40);
  }

  @Property
  @Label("what is known of devices is what was told, whenever a snapshot is made")
  void isWhatWasTold(@ForAll("tellings") List<Told> tellings, @ForAll List<Boolean> looks) {
    LinkTable table = new LinkTable();
    Plain plain = new Plain();
    int at = 0;
    for (Told told : tellings) {
      if (plain.take(told)) {
        table.take(told.message());
      }
      if (at < looks.size() && looks.get(at++)) {
        assertThat(table.snapshot().byName()).isEqualTo(plain.byName());
      }
    }

    assertThat(table.snapshot().byName()).isEqualTo(plain.byName());
    plain
        .byName()
        .values()
        .forEach(l -> assertThat(table.snapshot().name(l.index())).isEqualTo(l.name()));
    assertThat(table.snapshot().names()).hasSameSizeAs(plain.links.keySet());
  }

  @Test
  @DisplayName("a device that changes leaves the others the same objects, however many there are")
  void othersStayTheSame() {
    LinkTable table = new LinkTable();
    for (int i = 1; i <= 100; i++) {
      table.take(new Told.There(i, i, true).message());
    }
    LinkSnapshot before = table.snapshot();

    table.take(new Told.There(50, 50, false).message());
    LinkSnapshot after = table.snapshot();

    LinkName changed = new LinkName("eth50");
    assertThat(after.byName()).hasEntrySatisfying(changed, l -> assertThat(l.isUp()).isFalse());
    before.byName().keySet().stream()
        .filter(name -> !name.equals(changed))
        .forEach(name -> assertThat(after.byName().get(name)).isSameAs(before.byName().get(name)));
    assertThat(after.names()).isSameAs(before.names());
  }

  @Test
  @DisplayName("what is told once more makes no other snapshot")
  void nothingNew() {
    LinkTable table = new LinkTable();
    table.take(new Told.There(1, 1, true).message());
    LinkSnapshot before = table.snapshot();

    table.take(new Told.There(1, 1, true).message());

    assertThat(table.snapshot()).isSameAs(before);
  }

  @Test
  @DisplayName("after it forgot everything, what is not told again is gone")
  void forgotten() {
    LinkTable table = new LinkTable();
    table.take(new Told.There(1, 1, true).message());
    table.take(new Told.There(2, 2, true).message());
    var _ = table.snapshot();

    table.clear();
    table.take(new Told.There(2, 2, true).message());

    assertThat(table.snapshot().byName().keySet()).containsExactly(new LinkName("eth2"));
  }
}
