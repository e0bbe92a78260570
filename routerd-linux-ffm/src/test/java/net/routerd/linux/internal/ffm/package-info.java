/** Tests of the C edge. */
@NullMarked
package net.routerd.linux.internal.ffm;

import org.jspecify.annotations.NullMarked;
