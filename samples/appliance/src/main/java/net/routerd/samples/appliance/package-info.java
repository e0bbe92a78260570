/** An appliance that embeds routerd, with a command line (semantics 11). */
@NullMarked
package net.routerd.samples.appliance;

import org.jspecify.annotations.NullMarked;
