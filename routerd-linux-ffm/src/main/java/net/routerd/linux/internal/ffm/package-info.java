/**
 * The C edge: the calls of libc that this platform needs, and one epoll loop over them. The only
 * package that imports {@code java.lang.foreign}; it speaks ints, byte arrays and direct buffers of
 * native byte order, so that nothing above it handles native memory. C names live here only.
 */
@NullMarked
package net.routerd.linux.internal.ffm;

import org.jspecify.annotations.NullMarked;
