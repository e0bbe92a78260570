/** Addresses of devices: {@code RTM_NEWADDR}, {@code RTM_DELADDR}. */
@NullMarked
package net.routerd.linux.internal.rtnl.addr;

import org.jspecify.annotations.NullMarked;
