package net.routerd.select.ready;

import net.routerd.model.status.Reason;

/**
 * A test of RDY-1 that a candidate fails.
 *
 * @param reason the stable word
 * @param message the same for a person, with what would mend it
 */
public record Obstacle(Reason reason, String message) {}
