package net.routerd.select;

import java.time.Instant;

/**
 * The time that a decision is made at.
 *
 * @param nanos the monotonic clock, in nanoseconds from an arbitrary origin; everything that is
 *     measured is measured on it (SEL-7)
 * @param wall the wall clock, only shown to people
 */
public record Moment(long nanos, Instant wall) {}
