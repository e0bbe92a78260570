package net.routerd.testkit.sim;

/** An invariant that did not hold. */
record Violation(long atNanos, String invariant, String how) {}
