package net.routerd.testkit.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import net.routerd.api.RouterdEvent;
import net.routerd.model.status.Status;

/** What the tables of the testkit say of times and events. */
public final class Words {

  private static final int NANO_DIGITS = 9;
  private static final int DIGITS = 3;

  private Words() {}

  /**
   * Returns a time on the monotonic clock.
   *
   * @param nanos the time in nanoseconds
   * @return such as {@code 17.500s}, cut to milliseconds
   */
  public static String seconds(long nanos) {
    return BigDecimal.valueOf(nanos, NANO_DIGITS).setScale(DIGITS, RoundingMode.DOWN) + "s";
  }

  /**
   * Returns what an event says, without its kind and time.
   *
   * @param event the event
   * @return one line
   */
  public static String of(RouterdEvent event) {
    return switch (event) {
      case RouterdEvent.StatusChanged e ->
          e.resource() + " " + phase(e.before()) + " -> " + phase(e.after());
      case RouterdEvent.Transition e ->
          e.policy() + " " + way(e.from()) + " -> " + way(e.to()) + ": " + e.cause();
      case RouterdEvent.ChangeApplied e -> String.valueOf(e.change());
      case RouterdEvent.ChangeRefused e -> e.change() + ": " + e.answer();
      case RouterdEvent.Reloaded e -> e.resources() + " resources";
      case RouterdEvent.Broken e -> e.cause();
    };
  }

  private static String phase(Optional<Status> status) {
    return status.map(Status::phase).orElse("none");
  }

  private static String way(Optional<RouterdEvent.Way> way) {
    return way.map(RouterdEvent.Way::candidate).orElse("none");
  }
}
