package net.routerd.model.probe;

import java.util.Optional;

/**
 * The end of one probe.
 *
 * @param check the name of the HealthCheck
 * @param generation the generation of the path that the probe was started for; older generations
 *     are dropped (HC-8)
 * @param sequence counts the probes of a check, from 1, across generations; a result is folded once
 * @param outcome how it ended
 * @param evidence which way it went, where a packet left
 * @param startedNanos when it was started, on the monotonic clock, in nanoseconds
 * @param finishedNanos when it ended, on the same clock
 */
public record ProbeResult(
    String check,
    long generation,
    long sequence,
    ProbeOutcome outcome,
    Optional<ProbeEvidence> evidence,
    long startedNanos,
    long finishedNanos) {}
