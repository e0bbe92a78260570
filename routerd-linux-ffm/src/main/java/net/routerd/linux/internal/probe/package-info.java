/**
 * Probes: each on a socket of its own that is bound to its device before any packet, after the
 * kernel was asked that its path is there (HC-4, PATH-2). One thread serves all of them.
 */
@NullMarked
package net.routerd.linux.internal.probe;

import org.jspecify.annotations.NullMarked;
