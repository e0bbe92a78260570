/**
 * The decision: one total function from configuration, observations, memory and time to what should
 * be.
 */
@NullMarked
package net.routerd.select;

import org.jspecify.annotations.NullMarked;
