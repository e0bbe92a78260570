/**
 * Netlink framing, sockets and conversations. Nothing here knows what a route is.
 *
 * <p>Contents: {@link net.routerd.linux.internal.netlink.NlFrames} splits what was received into
 * messages, {@link net.routerd.linux.internal.netlink.NlAttrs} a message into attributes, {@link
 * net.routerd.linux.internal.netlink.NlWriter} builds both; {@link
 * net.routerd.linux.internal.netlink.NetlinkSocket} moves datagrams, {@link
 * net.routerd.linux.internal.netlink.NetlinkConversation} asks and is answered.
 */
@NullMarked
package net.routerd.linux.internal.netlink;

import org.jspecify.annotations.NullMarked;
