package net.routerd.model.tree;

import net.routerd.model.ProblemCode;

/** Takes the problems of one resource. */
public interface Report {

  /**
   * Takes a problem.
   *
   * @param at where
   * @param path the field
   * @param code what kind of thing
   * @param message what and how to mend it
   */
  void add(Position at, String path, ProblemCode code, String message);

  /**
   * Notes a field that was refused and reported before.
   *
   * @param path the field
   */
  void refused(String path);
}
