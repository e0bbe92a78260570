package net.routerd.linux.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is known of routes")
class RouteModelTest {

  private static final int OURS = 114;
  private static final int STATIC = 4;
  private static final RouteKey DEFAULT = key("0.0.0.0/0");
  private static final RouteKey LAN = key("10.0.0.0/8");
  private static final Place MAIN = new Place(IpFamily.IPV4, RouteTable.MAIN);

  private final RouteModel model = new RouteModel(OURS);

  private static RouteKey key(String prefix) {
    return new RouteKey(RouteTable.MAIN, Cidr.parse(prefix), 100);
  }

  private static ObservedRoute route(RouteKey key, int protocol) {
    RouteAction action =
        new RouteAction.Forward(Optional.of(new LinkName("wan0")), Optional.empty(), false);
    return new ObservedRoute(key, action, Optional.empty(), protocol, true);
  }

  private static final ObservedRoute OWN = route(DEFAULT, OURS);
  private static final ObservedRoute FOREIGN = route(DEFAULT, STATIC);

  @BeforeEach
  void watchTheDefault() {
    assertThat(model.watch(Set.of(DEFAULT), List.of())).containsExactly(MAIN);
    model.takeChanged();
  }

  @Test
  @DisplayName("holds a route of others as long as its destination is watched (RT-1)")
  void aForeignRouteIsForgottenWithItsInterest() {
    model.replaceTable(MAIN, List.of(FOREIGN));
    assertThat(model.foreignAt(DEFAULT)).contains(FOREIGN);
    assertThat(model.placesWithForeign()).containsExactly(MAIN);
    assertThat(model.takeChanged()).isTrue();

    assertThat(model.watch(Set.of(), List.of())).isEmpty();

    assertThat(model.routes()).isEmpty();
    assertThat(model.placesWithForeign()).isEmpty();
    assertThat(model.takeChanged()).isTrue();
  }

  @Test
  @DisplayName("keeps ours when nothing is watched any more: it is to be deleted (RT-3)")
  void oursIsNotForgotten() {
    model.replaceOurs(List.of(OWN));

    model.watch(Set.of(), List.of());

    assertThat(model.routes()).containsExactly(OWN);
  }

  @Test
  @DisplayName("lists ours anew without losing what others have beside it")
  void aListOfOursLeavesTheForeign() {
    model.replaceTable(MAIN, List.of(FOREIGN, OWN));
    assertThat(model.routes()).containsExactly(FOREIGN, OWN);

    model.replaceOurs(List.of());
    assertThat(model.routes()).containsExactly(FOREIGN);

    model.replaceOurs(List.of(OWN, route(LAN, OURS)));
    assertThat(model.routes()).containsExactly(OWN, FOREIGN, route(LAN, OURS));
  }

  @Test
  @DisplayName("forgets with ours what others have beside it, where nobody asked for that")
  void theForeignBesideOursGoesWithIt() {
    model.replaceTable(MAIN, List.of(OWN, FOREIGN));
    model.watch(Set.of(), List.of());
    assertThat(model.routes()).containsExactly(OWN, FOREIGN);

    model.replaceOurs(List.of());

    assertThat(model.routes()).isEmpty();
    assertThat(model.placesWithForeign()).isEmpty();
  }

  @Test
  @DisplayName("takes a route of others that comes and goes from what the kernel tells")
  void aForeignRouteComesAndGoes() {
    assertThat(model.take(true, 0, false, FOREIGN)).isEmpty();
    assertThat(model.foreignAt(DEFAULT)).contains(FOREIGN);
    assertThat(model.placesWithForeign()).containsExactly(MAIN);

    assertThat(model.take(false, 0, false, FOREIGN)).isEmpty();
    assertThat(model.routes()).isEmpty();
    assertThat(model.placesWithForeign()).isEmpty();
  }

  @Test
  @DisplayName("drops what a list of the table no longer holds")
  void whatTheTableNoLongerHoldsIsGone() {
    model.replaceTable(MAIN, List.of(FOREIGN, route(LAN, OURS)));

    model.replaceTable(MAIN, List.of(route(LAN, OURS)));

    assertThat(model.routes()).containsExactly(route(LAN, OURS));
    assertThat(model.placesWithForeign()).isEmpty();
  }
}
