package net.routerd.testkit.sim;

/**
 * Something that must hold at every instant of every run. An object watches one run and may
 * remember what it saw; it never changes anything.
 */
public interface Invariant {

  /**
   * Returns what must hold.
   *
   * @return the ids of the rules and a sentence, such as {@code RT-1 what is not ours is never
   *     changed}
   */
  String name();

  /**
   * Looks. Reports by {@link Scene#violated}.
   *
   * @param sight what happens now
   * @param scene the world around it
   */
  void see(Sight sight, Scene scene);
}
