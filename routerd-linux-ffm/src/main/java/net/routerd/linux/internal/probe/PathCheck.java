package net.routerd.linux.internal.probe;

import java.util.Optional;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.probe.PathLookup.Answer;
import net.routerd.model.net.IpAddress;
import net.routerd.spi.ProbeRequest;
import net.routerd.spi.ProbeRequest.Path;

/** Whether the kernel's route for a probe is the one that its request wants (PATH-2). */
final class PathCheck {

  private PathCheck() {}

  static Answer ask(PathLookup lookup, ProbeRequest request) {
    long mark = request.path() instanceof Path.Own own ? own.mark() : 0;
    return lookup.find(request.check().target(), request.ifindex(), mark, request.sourceAddress());
  }

  /** Returns what is wrong with the kernel's answer, for a person; empty if the probe may leave. */
  static Optional<String> problem(ProbeRequest request, Answer answer) {
    IpAddress target = request.check().target();
    return switch (answer) {
      case Answer.None none ->
          Optional.of(
              "no route to %s through %s: %s"
                  .formatted(target, request.device(), Errno.text(none.errno())));
      case Answer.Found found when found.ifindex() != request.ifindex() ->
          Optional.of(
              "the route to %s leaves by ifindex %d, not by %s (ifindex %d)"
                  .formatted(target, found.ifindex(), request.device(), request.ifindex()));
      case Answer.Found found -> wrongRoute(request, found);
    };
  }

  private static Optional<String> wrongRoute(ProbeRequest request, Answer.Found found) {
    if (!(request.path() instanceof Path.Own own)
        || found.table().equals(own.table()) && found.gateway().equals(own.gateway())) {
      return Optional.empty();
    }
    return Optional.of(
        "the route to %s is in table %s%s, not in table %s%s"
            .formatted(
                request.check().target(),
                found.table(),
                via(found.gateway()),
                own.table(),
                via(own.gateway())));
  }

  private static String via(Optional<IpAddress> gateway) {
    return gateway.map(address -> " via " + address).orElse(" without gateway");
  }
}
