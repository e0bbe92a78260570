package net.routerd.select;

import java.util.Optional;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;

/**
 * One way out.
 *
 * @param candidate the candidate's name
 * @param device its device
 * @param gateway its gateway, empty where it needs none
 * @param sourceAddress the address that the kernel gives the machine's own packets on it, empty if
 *     it has none
 */
public record Way(
    String candidate,
    LinkName device,
    Optional<IpAddress> gateway,
    Optional<IpAddress> sourceAddress) {}
