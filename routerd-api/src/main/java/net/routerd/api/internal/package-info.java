/**
 * The engine: one thread that observes, decides and applies. A switch that it has decided ahead is
 * sent by the thread that tells of the lost carrier.
 */
@NullMarked
package net.routerd.api.internal;

import org.jspecify.annotations.NullMarked;
