package net.routerd.testkit.sim;

import java.time.Duration;

/**
 * Something that happens, and when.
 *
 * @param gap the time since what happened before
 * @param step what happens
 */
record Timed(Duration gap, Step step) {}
