/** Routes: {@code RTM_NEWROUTE}, {@code RTM_DELROUTE}, {@code RTM_GETROUTE}. */
@NullMarked
package net.routerd.linux.internal.rtnl.route;

import org.jspecify.annotations.NullMarked;
