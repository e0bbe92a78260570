package net.routerd.select;

import static net.routerd.select.Given.config;
import static net.routerd.select.Given.device;
import static net.routerd.select.Given.route;
import static net.routerd.select.Given.up;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.routerd.model.IPv4Route;
import net.routerd.model.route.DesiredRoute;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
}
