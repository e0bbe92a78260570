package net.routerd.select.choose;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is remembered of a candidate between decisions.
 *
 * @param readySince since when it has been ready without a break, on the monotonic clock; empty
 *     while it is not
 * @param freshness whether it may displace at once
 * @param hold its hold, empty while it needs none, and when its time is over
 */
public record CandidateMemory(OptionalLong readySince, Freshness freshness, Optional<Hold> hold) {

  static final CandidateMemory NEW =
      new CandidateMemory(OptionalLong.empty(), Freshness.UNSEEN, Optional.empty());
}
