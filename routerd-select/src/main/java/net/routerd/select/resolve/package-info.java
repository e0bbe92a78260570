/** References and their three outcomes. */
@NullMarked
package net.routerd.select.resolve;

import org.jspecify.annotations.NullMarked;
