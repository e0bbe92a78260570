/** Tests of the cells. */
@NullMarked
package net.routerd.select.incremental;

import org.jspecify.annotations.NullMarked;
