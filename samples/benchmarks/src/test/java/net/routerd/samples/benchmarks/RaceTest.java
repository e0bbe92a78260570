package net.routerd.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was lost is told as it was counted, and who never moved the traffic is said to have not. */
class RaceTest {

  private static final Loss NEVER = new Loss(10_000, false);

  private static List<Loss> lost(long... packets) {
    return Arrays.stream(packets).mapToObj(count -> new Loss(count, true)).toList();
  }

  @Test
  void what_did_not_come_is_lost_and_what_comes_at_the_end_says_that_it_is_over() {
    assertThat(Loss.read("13000 10000 3")).isEqualTo(new Loss(3000, true));
    assertThat(Loss.read("13000 3000 10000")).isEqualTo(new Loss(10_000, false));
  }

  @Test
  void who_loses_less_meets_the_target_and_who_loses_more_does_not() {
    Row less = Loss.row(Cut.CARRIER, lost(100, 300, 200), "a peer", lost(400));
    Row more = Loss.row(Cut.CARRIER, lost(400), "a peer", lost(100));

    assertThat(less.toString()).contains("200 (100 to 300)", "400 (400 to 400)", "0.50", "yes");
    assertThat(more.toString()).contains("4.00", "**no**");
  }

  @Test
  void what_is_within_the_spread_of_either_is_not_told_apart() {
    assertThat(Loss.row(Cut.SILENCE, lost(3000), "a peer", lost(2000, 2500, 3000)).met())
        .contains(true);
    assertThat(Loss.row(Cut.SILENCE, lost(3001), "a peer", lost(2000, 2500, 3000)).met())
        .contains(false);
    assertThat(Loss.row(Cut.SILENCE, lost(2000, 3000, 3001), "a peer", lost(2000)).met())
        .contains(true);
    assertThat(Loss.row(Cut.SILENCE, lost(2001, 3000, 3001), "a peer", lost(2000)).met())
        .contains(false);
  }

  @Test
  void a_peer_that_never_moves_the_traffic_is_said_to_have_not_and_has_no_ratio() {
    Row row = Loss.row(Cut.CARRIER, lost(300), "a peer", List.of(NEVER, NEVER, new Loss(1, true)));

    assertThat(row.theirs()).isEqualTo("never, within 1000 ms");
    assertThat(row.ratio()).isEmpty();
    assertThat(row.met()).contains(true);
  }

  @Test
  void to_never_move_the_traffic_is_not_made_good_by_a_peer_that_does_not_either() {
    Row row = Loss.row(Cut.CARRIER, List.of(NEVER), "a peer", List.of(NEVER));

    assertThat(row.met()).contains(false);
  }

  @Test
  void a_run_of_everything_has_room_for_all_the_others() {
    assertThat(new Race().latest()).isLessThan(Duration.ofMinutes(10).minusSeconds(79));
    assertThat(new StartUp().latest()).isGreaterThan(Duration.ofMinutes(10));
  }
}
