package net.routerd.select.plan;

/** How far one wanted route is (STA-1). */
public sealed interface KeyState {

  /** The kernel was read to hold it. */
  record Installed() implements KeyState {}

  /** It is on its way to the kernel. */
  record Installing() implements KeyState {}

  /**
   * It cannot be installed now, and nothing is tried.
   *
   * @param why what it waits for
   */
  record Waiting(String why) implements KeyState {}

  /**
   * A route that is not ours has the same key (RT-1).
   *
   * @param other that route, in words
   */
  record Conflict(String other) implements KeyState {}

  /**
   * Somebody takes it away again and again; it is put back, but not at once (RT-4).
   *
   * @param fight how often, and what to do
   */
  record Contested(String fight) implements KeyState {}

  /**
   * The kernel refused it (RT-10).
   *
   * @param answer the kernel's answer
   */
  record Refused(String answer) implements KeyState {}
}
