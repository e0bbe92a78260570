package net.routerd.select;

import java.util.OptionalLong;
import net.routerd.model.status.ExternalStatus;

/**
 * A status that the embedding program published.
 *
 * @param status the status
 * @param expiresAtNanos when it ends on the monotonic clock, from its {@code expiresIn} (RES-13)
 */
public record Published(ExternalStatus status, OptionalLong expiresAtNanos) {}
