package net.routerd.api.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.routerd.model.RouterConfig;
import net.routerd.model.link.Link;
import net.routerd.model.link.OperState;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.KernelView;
import net.routerd.select.Decision;
import net.routerd.select.IncrementalDecider;
import net.routerd.select.Memory;
import net.routerd.select.Moment;
import net.routerd.select.Observations;
import net.routerd.select.Settings;
import net.routerd.spi.TimeSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RehearsalTest {

  private static final Moment NOW = new Moment(0, Instant.EPOCH);

  private static Link up(int number) {
    return new Link(
        new LinkName("wan" + number),
        number + 1,
        true,
        true,
        OperState.UP,
        1500,
        List.of(),
        0,
        Set.of());
  }

  private static Rehearsal rehearsal(int devices) {
    Map<LinkName, Link> links =
        IntStream.range(0, devices)
            .mapToObj(RehearsalTest::up)
            .collect(Collectors.toMap(Link::name, Function.identity()));
    RouterConfig configuration = RouterConfig.of(List.of());
    Observations seen =
        new Observations(
            links, KernelView.EMPTY, Map.of(), List.of(), 0, List.of(), Map.of(), Map.of());
    Decision decided =
        new IncrementalDecider(Settings.STANDARD).decide(configuration, seen, Memory.EMPTY, NOW);
    return new Rehearsal(
        Settings.STANDARD, TimeSource.SYSTEM, configuration, seen, decided, NOW, () -> false);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  @DisplayName("each device is lost in its turn, however many there are")
  void eachDeviceIsLost(int devices) {
    Rehearsal rehearsal = rehearsal(devices);

    List<LinkName> lost =
        IntStream.range(0, 2 * devices)
            .mapToObj(rehearsal::losing)
            .flatMap(seen -> seen.links().values().stream())
            .filter(link -> !link.isUp())
            .map(Link::name)
            .toList();

    assertThat(lost)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, devices).mapToObj(number -> up(number).name()).toList());
  }
}
