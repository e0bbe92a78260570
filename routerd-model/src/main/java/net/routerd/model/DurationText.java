package net.routerd.model;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text form of durations: {@code 250ms}, {@code 3s}, {@code 1m30s}, {@code 2h} (RES-11). */
public final class DurationText {

  /** The longest duration that the text form takes: 365 days. */
  public static final Duration LONGEST = Duration.ofDays(365);

  // At most nine digits: no sum of four such terms leaves the range of long milliseconds.
  private static final Pattern FORM =
      Pattern.compile(
          "(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m(?!s))?(?:([0-9]{1,9})s)?(?:([0-9]{1,9})ms)?");

  private DurationText() {}

  /**
   * Reads a duration.
   *
   * @param text whole numbers with the units h, m, s and ms, the larger before the smaller, each at
   *     most once
   * @return the duration, zero or more
   * @throws IllegalArgumentException if the text is not of that form or longer than {@link
   *     #LONGEST}
   */
  public static Duration parse(String text) {
    Matcher form = FORM.matcher(text);
    if (text.isEmpty() || !form.matches()) {
      throw new IllegalArgumentException(
          "not a duration: '" + text + "'; write it like 250ms, 3s, 1m30s or 2h");
    }
    Duration duration =
        Duration.ofHours(term(form.group(1)))
            .plusMinutes(term(form.group(2)))
            .plusSeconds(term(form.group(3)))
            .plusMillis(term(form.group(4)));
    if (duration.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "a duration is at most " + LONGEST.toHours() + "h, not " + text);
    }
    return duration;
  }

  @SuppressWarnings("NullAway") // an optional group that did not take part is null
  private static long term(String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }

  /**
   * Writes a duration.
   *
   * @param duration zero or more; less than a millisecond is cut off
   * @return the text that {@link #parse} reads, {@code 0s} for nothing
   */
  public static String format(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toHours(), "h");
    append(text, duration.toMinutesPart(), "m");
    append(text, duration.toSecondsPart(), "s");
    append(text, duration.toMillisPart(), "ms");
    return text.isEmpty() ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long count, String unit) {
    if (count != 0) {
      text.append(count).append(unit);
    }
  }
}
