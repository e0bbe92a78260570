/**
 * Values that are worked out once and again only when something that they read has changed. Knows
 * nothing of routers.
 */
@NullMarked
package net.routerd.select.incremental;

import org.jspecify.annotations.NullMarked;
