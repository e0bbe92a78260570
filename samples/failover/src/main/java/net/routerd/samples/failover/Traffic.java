package net.routerd.samples.failover;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The book of numbered packets: when each was sent, and which way it arrived, if it did. */
final class Traffic {

  private final NavigableMap<Instant, Integer> sent = new TreeMap<>();
  private final Map<Integer, String> arrived = new TreeMap<>();
  private String lastWay = "nothing yet";

  synchronized void sent(int number, Instant at) {
    sent.put(at, number);
  }

  synchronized void arrived(int number, String way) {
    arrived.put(number, way);
    lastWay = way;
  }

  /** Returns the device that the last packet to arrive went through. */
  synchronized String lastWay() {
    return lastWay;
  }

  /** Returns when the first packet was sent that never arrived. */
  synchronized Optional<Instant> firstLostBetween(Instant from, Instant to) {
    return sent.subMap(from, to).entrySet().stream()
        .filter(packet -> !arrived.containsKey(packet.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Counts the packets sent in this time that never arrived. */
  synchronized int lostBetween(Instant from, Instant to) {
    if (!from.isBefore(to)) {
      return 0;
    }
    return (int)
        sent.subMap(from, to).values().stream().filter(n -> !arrived.containsKey(n)).count();
  }
}
