/**
 * Devices: {@code RTM_NEWLINK} and {@code RTM_DELLINK}, and their settings: {@code RTM_NEWNETCONF}.
 */
@NullMarked
package net.routerd.linux.internal.rtnl.link;

import org.jspecify.annotations.NullMarked;
