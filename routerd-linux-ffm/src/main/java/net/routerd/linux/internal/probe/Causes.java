package net.routerd.linux.internal.probe;

import static net.routerd.model.probe.ProbeOutcome.Kind.PIN_FAILED;
import static net.routerd.model.probe.ProbeOutcome.Kind.REFUSED;
import static net.routerd.model.probe.ProbeOutcome.Kind.SOURCE_ADDRESS_MISSING;
import static net.routerd.model.probe.ProbeOutcome.Kind.TIMEOUT;
import static net.routerd.model.probe.ProbeOutcome.Kind.UNREACHABLE;

import net.routerd.linux.internal.ffm.Errno;
import net.routerd.model.net.IpFamily;
import net.routerd.model.probe.ProbeOutcome;

/** What an errno or an ICMP error means for a probe (HC-9), in words. */
final class Causes {

  /** RFC 792, RFC 1122, RFC 1812: the codes of ICMP type 3, destination unreachable. */
  private static final String[] UNREACHABLE_V4 = {
    "network unreachable",
    "host unreachable",
    "protocol unreachable",
    "port unreachable",
    "fragmentation needed",
    "source route failed",
    "network unknown",
    "host unknown",
    "source host isolated",
    "network prohibited",
    "host prohibited",
    "network unreachable for type of service",
    "host unreachable for type of service",
    "communication prohibited",
    "host precedence violation",
    "precedence cutoff"
  };

  /** RFC 4443, section 3.1: the codes of ICMPv6 type 1, destination unreachable. */
  private static final String[] UNREACHABLE_V6 = {
    "no route to destination",
    "communication prohibited",
    "beyond scope of source address",
    "address unreachable",
    "port unreachable",
    "source address failed policy",
    "route rejected"
  };

  private Causes() {}

  /** Returns the outcome that an errno of connect, send or receive stands for. */
  static ProbeOutcome outcome(int errno, String words) {
    ProbeOutcome.Kind kind =
        switch (errno) {
          case Errno.ECONNREFUSED, Errno.ECONNRESET -> REFUSED;
          case Errno.ETIMEDOUT -> TIMEOUT;
          case Errno.EADDRNOTAVAIL -> SOURCE_ADDRESS_MISSING;
          case Errno.ENODEV -> PIN_FAILED;
          default -> UNREACHABLE;
        };
    return new ProbeOutcome(kind, words);
  }

  /** Returns an ICMP or ICMPv6 error in words, with type and code. */
  static String icmp(IpFamily family, int type, int code) {
    String words =
        family == IpFamily.IPV4
            ? switch (type) {
              case 3 -> word(UNREACHABLE_V4, code);
              case 11 -> "time exceeded";
              case 12 -> "parameter problem";
              default -> "error";
            }
            : switch (type) {
              case 1 -> word(UNREACHABLE_V6, code);
              case 2 -> "packet too big";
              case 3 -> "time exceeded";
              case 4 -> "parameter problem";
              default -> "error";
            };
    String protocol = family == IpFamily.IPV4 ? "ICMP" : "ICMPv6";
    return "%s %s, type %d code %d".formatted(protocol, words, type, code);
  }

  private static String word(String[] words, int code) {
    return code < words.length ? words[code] : "destination unreachable";
  }
}
