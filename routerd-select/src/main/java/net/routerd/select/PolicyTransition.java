package net.routerd.select;

import java.util.Optional;

/**
 * A policy's traffic goes another way, and the routes that follow the policy were read back (RT-3).
 *
 * @param policy the policy's name
 * @param from the way before
 * @param to the way now
 * @param cause why, in one sentence
 */
public record PolicyTransition(String policy, Optional<Way> from, Optional<Way> to, String cause) {}
