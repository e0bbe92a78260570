/**
 * What a platform implements: it observes and applies, and decides nothing.
 *
 * <p>A platform keeps two snapshots current, of links and of routes. When one has changed it says
 * so once ({@link net.routerd.spi.PlatformListener#changed()}), and the engine reads the snapshots
 * again: merged notifications do not matter (ENG-3).
 */
@NullMarked
package net.routerd.spi;

import org.jspecify.annotations.NullMarked;
