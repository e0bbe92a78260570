/**
 * The messages of rtnetlink(7), a package for each family of messages with the same parts in each:
 * {@code …Message} is what is on the wire, {@code …Attributes} names its numbers, {@code …Codec}
 * reads and writes it, {@code …Mapper} turns it into the model and back. Of routes there may be a
 * million: they are read in their place and written straight into the buffer that is sent.
 */
@NullMarked
package net.routerd.linux.internal.rtnl;

import org.jspecify.annotations.NullMarked;
