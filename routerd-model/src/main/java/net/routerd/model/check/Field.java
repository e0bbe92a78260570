package net.routerd.model.check;

/**
 * A field of a specification. Its path is written where something is wrong with it, and else not.
 *
 * @param candidate the candidate whose field it is, from 0; -1 for a field of the resource itself
 * @param name its name
 */
record Field(int candidate, String name) {

  static Field of(String name) {
    return new Field(-1, name);
  }

  /** Returns the path, such as {@code spec.candidates[1].source}. */
  @Override
  public String toString() {
    return candidate < 0 ? "spec." + name : "spec.candidates[" + candidate + "]." + name;
  }
}
