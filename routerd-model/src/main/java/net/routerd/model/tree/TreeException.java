package net.routerd.model.tree;

import java.io.Serial;

/** Ends the reading of a source. */
final class TreeException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient TreeProblem problem;

  TreeException(TreeProblem problem) {
    super(problem.message());
    this.problem = problem;
  }

  TreeProblem problem() {
    return problem;
  }
}
