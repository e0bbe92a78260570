/** The rules of the command line (CLI-1 to CLI-9), tested on the started program. */
@NullMarked
package net.routerd.samples.appliance;

import org.jspecify.annotations.NullMarked;
