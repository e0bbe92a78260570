package net.routerd.model.tree;

import static net.routerd.model.ProblemCode.INVALID_ADDRESS;
import static net.routerd.model.ProblemCode.INVALID_DEVICE_NAME;
import static net.routerd.model.ProblemCode.INVALID_DURATION;
import static net.routerd.model.ProblemCode.INVALID_PREFIX;
import static net.routerd.model.ProblemCode.INVALID_REFERENCE;
import static net.routerd.model.ProblemCode.INVALID_VALUE;
import static net.routerd.model.ProblemCode.OUT_OF_RANGE;
import static net.routerd.model.ProblemCode.WRONG_TYPE;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import net.routerd.model.DurationText;
import net.routerd.model.Expression;
import net.routerd.model.ProblemCode;
import net.routerd.model.StatusReference;
import net.routerd.model.check.Nearest;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;

/** What a written value means, by the type that is wanted. */
public final class Readings {

  /** Any text. */
  public static final Reading<String> TEXT = (scalar, shared) -> shared.one(scalar.text());

  /** True or false. */
  public static final Reading<Boolean> FLAG = (scalar, shared) -> flag(scalar);

  /** A whole number that fits into 32 bits with sign. */
  public static final Reading<Integer> INTEGER =
      (scalar, shared) -> (int) whole(scalar, Integer.MIN_VALUE, Integer.MAX_VALUE);

  /** A whole number that fits into 32 bits without sign. */
  public static final Reading<Long> UNSIGNED = (scalar, shared) -> whole(scalar, 0, 0xFFFFFFFFL);

  /** A duration (RES-11). */
  public static final Reading<Duration> DURATION =
      shared(parsed(INVALID_DURATION, DurationText::parse));

  /** An address literal (RES-12). */
  public static final Reading<IpAddress> ADDRESS =
      shared(parsed(INVALID_ADDRESS, IpAddress::parse));

  /** A prefix (RES-12). */
  public static final Reading<Cidr> PREFIX = shared(parsed(INVALID_PREFIX, Cidr::parse));

  /** The name of a device. */
  public static final Reading<LinkName> DEVICE = shared(parsed(INVALID_DEVICE_NAME, LinkName::new));

  private Readings() {}

  /**
   * Returns a reading of texts that a function understands.
   *
   * @param code what a text is reported as that is not understood
   * @param parse understands a text; throws {@link IllegalArgumentException} if it does not
   * @param <T> the type of the value
   * @return the reading
   */
  public static <T> Reading<T> parsed(ProblemCode code, Function<String, ? extends T> parse) {
    return (scalar, shared) -> understood(scalar, code, parse);
  }

  /**
   * Returns a reading of values that are mostly written more than once.
   *
   * @param reading makes the values
   * @param <T> their type
   * @return a reading that makes one of those that are equal
   */
  public static <T> Reading<T> shared(Reading<T> reading) {
    return (scalar, shared) -> shared.one(reading.of(scalar, shared));
  }

  private static <T> T understood(
      Node.Scalar scalar, ProblemCode code, Function<String, ? extends T> parse) {
    try {
      return parse.apply(scalar.text());
    } catch (IllegalArgumentException e) {
      throw new Reading.Refusal(code, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns a reading of a value or a reference (REF-1).
   *
   * @param literal reads a text that is no reference
   * @param <T> the type of the value
   * @return the reading
   */
  public static <T> Reading<Expression<T>> expression(Reading<T> literal) {
    return (scalar, shared) ->
        scalar.text().contains("${")
            ? new Expression.Reference<>(reference(scalar, shared))
            : Expression.of(literal.of(scalar, shared));
  }

  private static StatusReference reference(Node.Scalar scalar, Shared shared) {
    StatusReference read = understood(scalar, INVALID_REFERENCE, StatusReference::parse);
    return new StatusReference(shared.one(read.resource()), shared.one(read.field()));
  }

  /**
   * Returns a reading of the one of some values that is written as its {@code toString()}.
   *
   * @param values the values that there are
   * @param <T> their type
   * @return the reading
   */
  public static <T> Reading<T> choice(T[] values) {
    return (scalar, shared) -> choice(scalar.text(), values);
  }

  private static <T> T choice(String text, T[] values) {
    for (T value : values) {
      if (value.toString().equals(text)) {
        return value;
      }
    }
    List<String> words = Arrays.stream(values).map(Object::toString).toList();
    throw new Reading.Refusal(
        INVALID_VALUE,
        "'" + text + "' is none of " + String.join(", ", words) + Nearest.hint(text, words));
  }

  private static boolean flag(Node.Scalar scalar) {
    boolean isTrue = scalar.text().equals("true");
    if (!scalar.plain() || !isTrue && !scalar.text().equals("false")) {
      throw new Reading.Refusal(WRONG_TYPE, "write true or false, without quotes");
    }
    return isTrue;
  }

  private static long whole(Node.Scalar scalar, long from, long to) {
    String text = scalar.text();
    String digits = text.startsWith("-") ? text.substring(1) : text;
    if (!scalar.plain() || !isDecimal(digits) || digits.length() > 1 && digits.startsWith("0")) {
      throw new Reading.Refusal(
          WRONG_TYPE, "write a whole number: decimal digits without quotes and leading zeros");
    }
    if (digits.length() > 18 || Long.parseLong(text) < from || Long.parseLong(text) > to) {
      throw new Reading.Refusal(OUT_OF_RANGE, "must be " + from + " to " + to);
    }
    return Long.parseLong(text);
  }

  private static boolean isDecimal(String digits) {
    boolean decimal = !digits.isEmpty();
    for (int i = 0; decimal && i < digits.length(); i++) {
      decimal = digits.charAt(i) >= '0' && digits.charAt(i) <= '9';
    }
    return decimal;
  }
}
