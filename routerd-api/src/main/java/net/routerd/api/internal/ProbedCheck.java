package net.routerd.api.internal;

import net.routerd.select.ProbeOrder;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.ProbeRequest;
import org.jspecify.annotations.Nullable;

/** A check that is probed: what was ordered, and how far its probes are. */
final class ProbedCheck {

  /** Of the order, and made once for all its probes. */
  private ProbeRequest.Path path;

  ProbeOrder order;
  boolean ordered = true;
  boolean inFlight;
  boolean voided;
  long dueNanos;
  EngineExecutor.@Nullable Timer timer;

  ProbedCheck(ProbeOrder order) {
    this.order = order;
    path = path(order);
  }

  void follow(ProbeOrder next) {
    order = next;
    path = path(next);
    ordered = true;
  }

  private static ProbeRequest.Path path(ProbeOrder order) {
    return order
        .path()
        .<ProbeRequest.Path>map(p -> new ProbeRequest.Path.Own(p.table(), p.gateway(), p.mark()))
        .orElseGet(ProbeRequest.Path.Any::new);
  }

  ProbeRequest request(long sequence) {
    return new ProbeRequest(
        order.check(),
        order.generation(),
        sequence,
        order.device(),
        order.ifindex(),
        order.sourceAddress(),
        path);
  }
}
