package net.routerd.api;

/** Placeholder. */
final class Todo {
  private Todo() {}
}
