/** Nexthop objects: {@code RTM_NEWNEXTHOP}, {@code RTM_DELNEXTHOP}, {@code RTM_GETNEXTHOP}. */
@NullMarked
package net.routerd.linux.internal.rtnl.nexthop;

import org.jspecify.annotations.NullMarked;
