/**
 * What makes a resource, and resources together, legal. Written once, used by the builders and by
 * the readers. Not exported.
 */
@NullMarked
package net.routerd.model.check;

import org.jspecify.annotations.NullMarked;
