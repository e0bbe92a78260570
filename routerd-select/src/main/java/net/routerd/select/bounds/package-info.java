/** Worst-case times of a configuration, before anything runs. */
@NullMarked
package net.routerd.select.bounds;

import org.jspecify.annotations.NullMarked;
