package net.routerd.model.tree;

import java.io.Serial;
import net.routerd.model.ProblemCode;

/**
 * Makes something of one written value.
 *
 * @param <T> what it makes
 */
@FunctionalInterface
public interface Reading<T> {

  /**
   * Reads a value.
   *
   * @param scalar a value that is there
   * @param shared knows what was read before
   * @return what it means
   * @throws Refusal if it means nothing here
   */
  T of(Node.Scalar scalar, Shared shared);

  /** Why a value is not taken. */
  final class Refusal extends RuntimeException {

    @Serial private static final long serialVersionUID = 1L;

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
}
