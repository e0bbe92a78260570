/** What a probe saw. */
@NullMarked
package net.routerd.model.probe;

import org.jspecify.annotations.NullMarked;
