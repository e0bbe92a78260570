/** Why each candidate is selected or not, and what would make it win, as data and as a table. */
@NullMarked
package net.routerd.select.explain;

import org.jspecify.annotations.NullMarked;
