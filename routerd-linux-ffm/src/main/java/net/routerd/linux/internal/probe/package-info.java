/**
 * Probes: each on a socket that is bound to its device before any packet, after the kernel was
 * asked that its path is there (HC-4, PATH-2). Echoes share ping sockets, and a tcp probe that has
 * passed leaves its socket to the next; all else has one of its own. One thread serves all of them.
 */
@NullMarked
package net.routerd.linux.internal.probe;

import org.jspecify.annotations.NullMarked;
