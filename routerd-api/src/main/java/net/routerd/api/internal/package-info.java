/** The engine: one thread that observes, decides and applies. */
@NullMarked
package net.routerd.api.internal;

import org.jspecify.annotations.NullMarked;
