package net.routerd.select.choose;

import java.util.OptionalLong;

/**
 * What is remembered of a candidate between decisions.
 *
 * @param readySince since when it has been ready without a break, on the monotonic clock; empty
 *     while it is not
 * @param freshness whether it may displace at once
 */
public record CandidateMemory(OptionalLong readySince, Freshness freshness) {

  static final CandidateMemory NEW = new CandidateMemory(OptionalLong.empty(), Freshness.UNSEEN);
}
