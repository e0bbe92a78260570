package net.routerd.select;

import static net.routerd.select.Given.config;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.up;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.routerd.model.IPv4Route;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RT-1 where foreign routes matter follows from what is wanted")
class WatchedKeysTest {

  private static IPv4Route by(String device) {
    return route("r").device(device(device)).build();
  }

  private static List<DesiredRoute> of(IPv4Route... routes) {
    World world =
        new World(config(routes))
            .link(up("wan0", 1, "10.0.0.2/24"))
            .link(up("wan1", 2, "10.0.1.2/24"));
    return world.settle().routes();
  }

  @Test
  void anotherWayToTheSameIsTheSameKey() {
    assertThat(WatchedKeys.differ(of(by("wan0")), of(by("wan0")))).isFalse();
    assertThat(WatchedKeys.differ(of(by("wan1")), of(by("wan0")))).isFalse();
  }

  @Test
  void oneMoreOrOneLessIsAnother() {
    assertThat(WatchedKeys.differ(of(by("wan0")), of())).isTrue();
    assertThat(WatchedKeys.differ(of(), of(by("wan0")))).isTrue();
    assertThat(WatchedKeys.differ(of(), of())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 40})
  @DisplayName("one in the place of another, of few and of many")
  void oneInThePlaceOfAnother(int count) {
    List<DesiredRoute> before = new ArrayList<>(many(count));
    assertThat(WatchedKeys.differ(before, many(count))).isFalse();

    before.set(count / 2, many(count + 1).getLast());

    assertThat(WatchedKeys.differ(before, many(count))).isTrue();
  }

  @Test
  @DisplayName("they grow by one that was not there, whatever goes")
  void grow() {
    assertThat(WatchedKeys.grow(of(), of(by("wan0")))).isTrue();
    assertThat(WatchedKeys.grow(many(2), many(3).subList(1, 3))).isTrue();
    assertThat(WatchedKeys.grow(of(by("wan0")), of())).isFalse();
    assertThat(WatchedKeys.grow(of(by("wan0")), of(by("wan1")))).isFalse();
  }

  private static List<DesiredRoute> many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Cidr.parse("198.51.100." + i + "/32"))
        .map(destination -> new RouteKey(RouteTable.MAIN, destination, 0))
        .map(key -> new DesiredRoute(key, new RouteAction.Through(1), Optional.empty()))
        .toList();
  }
}
