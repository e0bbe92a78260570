package net.routerd.select.plan;

import java.util.List;
import java.util.Optional;
import net.routerd.model.IpRoute;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.status.Reason;

/**
 * What one route resource wants in the kernel.
 *
 * @param resource the resource
 * @param destinations where it leads, as far as that is resolved
 * @param routes the wanted routes, one for each destination
 * @param resolved whether every reference has a value
 * @param reason {@link Reason#INSTALLED} where resolved, else what became of it (RT-14)
 * @param message the same for a person
 * @param device the outgoing device
 * @param gateway the next router
 */
public record RouteIntent(
    IpRoute resource,
    List<Cidr> destinations,
    List<DesiredRoute> routes,
    boolean resolved,
    Reason reason,
    String message,
    Optional<LinkName> device,
    Optional<IpAddress> gateway) {}
