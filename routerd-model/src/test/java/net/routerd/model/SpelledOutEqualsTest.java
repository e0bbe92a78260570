package net.routerd.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.routerd.model.link.Link;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.link.OperState;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.LookupRule;
import net.routerd.model.route.NextHopSupport;
import net.routerd.model.route.ObservedNextHop;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import net.routerd.model.route.RouteRule;
import net.routerd.model.route.RouteType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records whose equals is spelled out keep to what a record's own says. */
class SpelledOutEqualsTest {

  /** Two of each that have little in common, and any mixture of which is one. */
  static Stream<List<Record>> records() {
    IpAddress one = IpAddress.parse("192.0.2.1");
    IpAddress other = IpAddress.parse("198.51.100.1");
    RouteKey key = new RouteKey(new RouteTable(254), Cidr.host(one), 1);
    RouteKey otherKey = new RouteKey(new RouteTable(7), Cidr.host(other), 2);
    LinkName name = new LinkName("wan0");
    LinkName otherName = new LinkName("wan1");
    return Stream.of(
        List.of(name, otherName),
        List.of(new RouteTable(254), new RouteTable(7)),
        List.of(Cidr.parse("192.0.2.0/24"), Cidr.parse("198.51.100.0/25")),
        List.of(new IpAddress(IpFamily.IPV6, 1, 2), new IpAddress(IpFamily.IPV6, 3, 4)),
        List.of(new IpAddress(IpFamily.IPV4, 0, 1), new IpAddress(IpFamily.IPV6, 0, 1)),
        List.of(key, otherKey),
        List.of(
            new DesiredRoute(key, new RouteAction.Discard(RouteType.BLACKHOLE), Optional.of(one)),
            new DesiredRoute(otherKey, new RouteAction.Through(7), Optional.of(other))),
        List.of(
            new RouteAction.Forward(Optional.of(name), Optional.of(one), true),
            new RouteAction.Forward(Optional.of(otherName), Optional.of(other), false)),
        List.of(
            new Link(name, 1, true, true, OperState.UP, 1500, List.of(), 0, Set.of()),
            new Link(
                otherName,
                2,
                false,
                false,
                OperState.DOWN,
                1400,
                List.of(new LinkAddress(one, 24, Optional.empty(), false)),
                2,
                Set.of(IpFamily.IPV4))),
        List.of(
            new KernelView(
                List.of(
                    new ObservedRoute(
                        key, new RouteAction.Through(7), Optional.of(one), 114, true)),
                List.of()),
            new KernelView(
                List.of(),
                List.of(
                    new RouteRule(
                        IpFamily.IPV4,
                        11400,
                        Optional.of(name),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        new RouteTable(7))),
                List.of(new ObservedNextHop(7, IpFamily.IPV4, new RouteAction.Through(7), 114)),
                NextHopSupport.OFFERED,
                List.of(
                    new LookupRule(
                        IpFamily.IPV4, 1, Optional.empty(), new RouteTable(7), 0, "all")))));
  }

  /** Each with another of the same, which has no object in common with it. */
  static Stream<Arguments> twice() {
    Iterator<List<Record>> again = records().iterator();
    return records().map(two -> Arguments.of(two, again.next().getFirst()));
  }

  @ParameterizedTest
  @MethodSource("twice")
  @DisplayName("two are equal if all their components are, and then have one hash code")
  void equalByComponents(List<Record> two, Record same) throws ReflectiveOperationException {
    Object[] first = values(two.getFirst());
    Object[] second = values(two.getLast());

    assertThat(two.getFirst()).isEqualTo(same).isNotSameAs(same).hasSameHashCodeAs(same);
    for (int i = 0; i < first.length; i++) {
      if (!first[i].equals(second[i])) {
        Object[] mixed = first.clone();
        mixed[i] = second[i];
        assertThat(make(two.getFirst(), mixed)).as("component %d", i).isNotEqualTo(two.getFirst());
      }
    }
    assertThat(two.getFirst()).isNotEqualTo(two.getLast());
  }

  private static Record make(Record like, Object[] values) throws ReflectiveOperationException {
    Class<?>[] types =
        Stream.of(like.getClass().getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    return like.getClass().getDeclaredConstructor(types).newInstance(values);
  }

  private static Object[] values(Record of) throws ReflectiveOperationException {
    RecordComponent[] components = of.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = components[i].getAccessor().invoke(of);
    }
    return values;
  }
}
