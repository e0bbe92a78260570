/** Tests of what a look at the machine finds. */
@NullMarked
package net.routerd.linux.internal.doctor;

import org.jspecify.annotations.NullMarked;
