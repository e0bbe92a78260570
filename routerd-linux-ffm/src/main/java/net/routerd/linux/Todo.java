package net.routerd.linux;

/** Placeholder. */
final class Todo {
  private Todo() {}
}
