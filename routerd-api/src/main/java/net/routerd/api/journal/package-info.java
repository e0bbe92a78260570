/**
 * Record and replay: an engine writes what it decides from, and {@link
 * net.routerd.api.journal.Replay} decides the same again, to the byte, on any machine and without
 * one.
 *
 * <p>A journal is text, one JSON object a line: the first says that it is a journal, of which
 * version, and the settings of the engine; each of the others stands for one decision and holds
 * under {@code in} what changed in the inputs since the line before, and under {@code out} the
 * digests of the parts of the decision that changed. It begins with the start of an engine, for a
 * decision needs the memory of those before it. An idle engine writes nothing; each probe result
 * costs some 300 bytes.
 *
 * <p>A journal holds the configuration, addresses and the state of the machine's routes: treat it
 * like the configuration.
 */
@NullMarked
package net.routerd.api.journal;

import org.jspecify.annotations.NullMarked;
