package net.routerd.testkit.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.routerd.model.HealthCheck;
import net.routerd.model.ProbeProtocol;
import net.routerd.model.net.IpAddress;
import net.routerd.model.probe.ProbeEvidence;
import net.routerd.model.probe.ProbeOutcome.Kind;
import net.routerd.model.probe.ProbeResult;
import net.routerd.spi.ProbeRequest;
import net.routerd.testkit.tck.World.Target;

/** How probes end: each once, by the right name, with what the engine asked to have back. */
final class ProbeRules {

  private static final int MANY = 40;

  private ProbeRules() {}

  private static Opened withPath(Stage stage, Net net, IpAddress target, Target behaviour) {
    stage.world().addTarget(Net.WAN0, target, behaviour);
    Opened opened = stage.start();
    Probes.layPath(opened, net, target);
    return opened;
  }

  private static void mustEnd(Kind wanted, ProbeResult result) {
    Check.that(result.outcome().kind() == wanted, "wanted %s, seen %s", wanted, result.outcome());
  }

  @Rule(id = "PROBE-1 HC-8", promise = "an answered ping passes and carries its evidence")
  static void aPassCarriesEvidence(Stage stage, Net net) {
    Opened opened = withPath(stage, net, net.target(), Target.ANSWERS);

    ProbeResult result = opened.probe(Probes.icmp(opened, net, net.target()));

    mustEnd(Kind.PASSED, result);
    Check.equal("check", "contract", result.check());
    ProbeEvidence evidence = result.evidence().orElse(null);
    if (evidence == null) {
      throw new AssertionError("a pass without evidence");
    }
    Check.equal("device", Net.WAN0, evidence.device());
    Check.equal("ifindex", opened.link(Net.WAN0).index(), evidence.ifindex());
    Check.equal("source", Optional.of(net.own0().address()), evidence.source());
    Check.equal("next hop", Optional.of(net.gateway0().address()), evidence.nextHop());
    long took = result.finishedNanos() - result.startedNanos();
    Check.that(
        evidence.rttNanos() > 0 && evidence.rttNanos() <= took,
        "a round trip of %d ns in a probe of %d ns",
        evidence.rttNanos(),
        took);
  }

  @Rule(id = "PROBE-2 HC-9", promise = "an established connection passes")
  static void aConnectionPasses(Stage stage, Net net) {
    Opened opened = withPath(stage, net, net.target(), Target.ANSWERS);

    mustEnd(Kind.PASSED, opened.probe(Probes.tcp(opened, net, net.target())));
  }

  @Rule(id = "PROBE-3 HC-9", promise = "silence is Timeout, not before the check's timeout")
  static void silenceIsATimeout(Stage stage, Net net) {
    Opened opened = withPath(stage, net, net.silent(), Target.SILENT);
    HealthCheck brief = Probes.check(ProbeProtocol.ICMP, net.silent(), Probes.BRIEF);

    ProbeResult result = opened.probe(Probes.request(opened, net, brief));

    mustEnd(Kind.TIMEOUT, result);
    Check.that(
        result.finishedNanos() - result.startedNanos() >= Probes.BRIEF.toNanos(), "given up early");
  }

  @Rule(id = "PROBE-4 HC-9", promise = "a reset is Refused")
  static void aResetIsRefused(Stage stage, Net net) {
    Opened opened = withPath(stage, net, net.refusing(), Target.REFUSES);

    mustEnd(Kind.REFUSED, opened.probe(Probes.tcp(opened, net, net.refusing())));
  }

  @Rule(
      id = "PROBE-5 HC-9",
      promise = "a router's word that the target is out of reach is Unreachable")
  static void unreachable(Stage stage, Net net) {
    Opened opened = withPath(stage, net, net.unreachable(), Target.UNREACHABLE);

    ProbeResult result = opened.probe(Probes.icmp(opened, net, net.unreachable()));

    mustEnd(Kind.UNREACHABLE, result);
    Check.that(!result.outcome().detail().isBlank(), "without its cause");
  }

  @Rule(
      id = "PROBE-6 HC-8",
      promise = "of many probes at once each has one result, with its generation and sequence")
  static void oneResultEach(Stage stage) {
    Opened opened = stage.start();
    for (Net net : Net.ALL) {
      stage.world().addTarget(Net.WAN0, net.target(), Target.ANSWERS);
      stage.world().addTarget(Net.WAN0, net.silent(), Target.SILENT);
      Probes.layPath(opened, net, net.target(), net.silent());
    }
    List<ProbeRequest> requests = new ArrayList<>();
    Map<Long, Long> wanted = new TreeMap<>();
    for (int i = 0; i < MANY; i++) {
      Net net = Net.ALL.get(i % 2);
      IpAddress target = i % 4 < 2 ? net.target() : net.silent();
      HealthCheck check = Probes.check(ProbeProtocol.ICMP, target, Probes.BRIEF);
      requests.add(Probes.numbered(opened, net, check, 1000 + i, 1 + i));
      wanted.put(1L + i, 1000L + i);
    }

    List<ProbeResult> results = opened.probe(requests);
    opened.probe(Probes.icmp(opened, Net.V4, Net.V4.target())); // what was told twice is there now
    opened.platform().close();

    Map<Long, Long> seen = new TreeMap<>();
    results.forEach(r -> seen.put(r.sequence(), r.generation()));
    Check.equal("results", MANY, results.size());
    Check.equal("generations by sequence", wanted, seen);
  }
}
