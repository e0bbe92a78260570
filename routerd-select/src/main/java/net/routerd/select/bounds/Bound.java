package net.routerd.select.bounds;

import java.time.Duration;
import net.routerd.model.DurationText;

/** The longest that something takes, or that it does not happen at all. */
public sealed interface Bound {

  /**
   * It takes no longer.
   *
   * @param time the longest time, on the monotonic clock
   */
  record Within(Duration time) implements Bound {
    @Override
    public String toString() {
      return time.isZero() ? "at once" : DurationText.format(time);
    }
  }

  /**
   * Nothing in the configuration makes it happen.
   *
   * @param why what is missing
   */
  record Never(String why) implements Bound {
    @Override
    public String toString() {
      return "never: " + why;
    }
  }

  /**
   * Returns the bound of what an event tells, for the decision that sees the event acts on it.
   *
   * @return no time at all
   */
  static Bound atOnce() {
    return new Within(Duration.ZERO);
  }

  /**
   * Returns the bound of one thing after the other.
   *
   * @param then how long more it takes
   * @return the sum; never, if this is
   */
  default Bound plus(Duration then) {
    return this instanceof Within(Duration time) ? new Within(time.plus(then)) : this;
  }

  /**
   * Returns the worse of two bounds; never is the worst.
   *
   * @param other the other
   * @return this one where they are equally bad
   */
  default Bound worse(Bound other) {
    return switch (this) {
      case Never never -> this;
      case Within(Duration time) ->
          other instanceof Within(Duration more) && more.compareTo(time) <= 0 ? this : other;
    };
  }
}
