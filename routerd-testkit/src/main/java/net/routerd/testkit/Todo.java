package net.routerd.testkit;

/** Placeholder. */
final class Todo {
  private Todo() {}
}
