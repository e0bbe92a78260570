package net.routerd.select.health;

import java.util.OptionalLong;
import net.routerd.model.HealthCheck;

/**
 * What others go by of a check. Mostly it stays when the check's probes go on as they did, so that
 * what follows from it need not be worked out again.
 *
 * @param spec the check
 * @param verdict the latched verdict
 * @param words what its probes say, for a person; empty while the verdict is Healthy
 * @param firstProbeNanos when the first probe on its path started, on the monotonic clock (SEL-1)
 * @param generation counts its paths (HC-8)
 */
public record Judgement(
    HealthCheck spec,
    Verdict verdict,
    String words,
    OptionalLong firstProbeNanos,
    long generation) {}
