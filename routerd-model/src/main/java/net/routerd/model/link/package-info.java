/** Network devices as the kernel shows them. */
@NullMarked
package net.routerd.model.link;

import org.jspecify.annotations.NullMarked;
