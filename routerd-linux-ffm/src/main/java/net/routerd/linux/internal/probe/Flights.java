package net.routerd.linux.internal.probe;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.model.ProbeProtocol;
import net.routerd.model.probe.ProbeResult;
import net.routerd.spi.ProbeRequest;

/** The probes under way, and what ended ones leave to the next. On the loop's thread. */
final class Flights {

  /** How many of a protocol are kept; as many can begin within one round of the loop. */
  static final int IDLE = 256;

  private final EventLoop loop;
  private final Exchanges exchanges;
  private final PathLookup lookup;
  private final Set<Flight> underWay = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<ProbeProtocol, Deque<Flight>> idle = new EnumMap<>(ProbeProtocol.class);

  Flights(EventLoop loop, Exchanges exchanges, PathLookup lookup) {
    this.loop = loop;
    this.exchanges = exchanges;
    this.lookup = lookup;
  }

  private Deque<Flight> idle(ProbeProtocol protocol) {
    return idle.computeIfAbsent(protocol, p -> new ArrayDeque<>());
  }

  void begin(ProbeRequest request, Consumer<ProbeResult> done) {
    ProbeProtocol protocol = request.check().protocol();
    Flight flight = idle(protocol).poll();
    if (flight == null) {
      flight = new Flight(protocol, loop, exchanges, lookup, this::over);
    }
    underWay.add(flight);
    flight.begin(request, done);
  }

  private void over(Flight flight) {
    underWay.remove(flight);
    Deque<Flight> others = idle(flight.protocol());
    if (isKept(flight.protocol()) && others.size() < IDLE) {
      others.push(flight);
    }
  }

  /** The others hold a TLS session, which is large and of no use to the next. */
  private static boolean isKept(ProbeProtocol protocol) {
    return switch (protocol) {
      case ICMP, TCP, DNS, HTTP -> true;
      case HTTPS -> false;
    };
  }

  /** Ends all without a result. */
  void abandon() {
    underWay.forEach(Flight::release);
    underWay.clear();
    exchanges.close();
  }
}
