package net.routerd.linux.internal.rtnl.link;

import net.routerd.linux.internal.netlink.NlAttrs;

/**
 * A device on the wire: {@code struct ifinfomsg} (rtnetlink(7)) and its attributes. One that was
 * received is gone with the next receive.
 *
 * @param family {@code AF_UNSPEC}, or the family of a part, such as {@code AF_BRIDGE}
 * @param hardware {@code ARPHRD_*}
 * @param index the device's number
 * @param flags {@code IFF_*}, unsigned
 * @param change which flags a request changes, unsigned
 * @param attributes in the order of the wire, the unknown too
 */
public record LinkMessage(
    int family, int hardware, int index, long flags, long change, NlAttrs attributes) {}
