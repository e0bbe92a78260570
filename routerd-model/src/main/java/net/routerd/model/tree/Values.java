package net.routerd.model.tree;

import static net.routerd.model.ProblemCode.INVALID_REFERENCE;
import static net.routerd.model.ProblemCode.INVALID_VALUE;
import static net.routerd.model.ProblemCode.OUT_OF_RANGE;
import static net.routerd.model.ProblemCode.WRONG_TYPE;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import net.routerd.model.Expression;
import net.routerd.model.ProblemCode;
import net.routerd.model.StatusReference;
import net.routerd.model.check.Nearest;

/** What one written value means. */
final class Values {

  /** Makes something of a value, or throws a {@link Refusal}. */
  interface Reading<T> {
    T of(Node.Scalar scalar);
  }

  /** Why a value is not taken. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ProblemCode code;

    Refusal(ProblemCode code, String message) {
      super(message, null, false, false);
      this.code = code;
    }

    ProblemCode code() {
      return code;
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }

  private Values() {}

  /** Returns a reading by a function that throws {@link IllegalArgumentException} if it refuses. */
  static <T> Reading<T> understood(ProblemCode code, Function<String, ? extends T> parse) {
    return scalar -> understood(scalar, code, parse);
  }

  private static <T> T understood(
      Node.Scalar scalar, ProblemCode code, Function<String, ? extends T> parse) {
    try {
      return parse.apply(scalar.text());
    } catch (IllegalArgumentException e) {
      throw new Refusal(code, String.valueOf(e.getMessage()));
    }
  }

  static boolean flag(Node.Scalar scalar) {
    boolean isTrue = scalar.text().equals("true");
    if (!scalar.plain() || !isTrue && !scalar.text().equals("false")) {
      throw new Refusal(WRONG_TYPE, "write true or false, without quotes");
    }
    return isTrue;
  }

  static long whole(Node.Scalar scalar, long from, long to) {
    String text = scalar.text();
    String digits = text.startsWith("-") ? text.substring(1) : text;
    boolean decimal = !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!scalar.plain() || !decimal || digits.length() > 1 && digits.startsWith("0")) {
      throw new Refusal(
          WRONG_TYPE, "write a whole number: decimal digits without quotes and leading zeros");
    }
    if (digits.length() > 18 || Long.parseLong(text) < from || Long.parseLong(text) > to) {
      throw new Refusal(OUT_OF_RANGE, "must be " + from + " to " + to);
    }
    return Long.parseLong(text);
  }

  /** Returns the one of some values that is written as its {@code toString()}. */
  static <T> T choice(Node.Scalar scalar, T[] values) {
    String text = scalar.text();
    for (T value : values) {
      if (value.toString().equals(text)) {
        return value;
      }
    }
    List<String> words = Arrays.stream(values).map(Object::toString).toList();
    throw new Refusal(
        INVALID_VALUE,
        "'" + text + "' is none of " + String.join(", ", words) + Nearest.hint(text, words));
  }

  /** Returns a value or a reference (REF-1). */
  static <T> Expression<T> expression(
      Node.Scalar scalar, ProblemCode code, Function<String, ? extends T> literal) {
    return scalar.text().contains("${")
        ? new Expression.Reference<>(understood(scalar, INVALID_REFERENCE, StatusReference::parse))
        : Expression.of(understood(scalar, code, literal));
  }
}
