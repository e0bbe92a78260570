/** Where the Linux platform is configured and opened. */
@NullMarked
package net.routerd.linux;

import org.jspecify.annotations.NullMarked;
