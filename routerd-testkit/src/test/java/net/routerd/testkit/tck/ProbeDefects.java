package net.routerd.testkit.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import net.routerd.model.ProbeProtocol;
import net.routerd.model.net.IpAddress;
import net.routerd.model.probe.ProbeEvidence;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeOutcome.Kind;
import net.routerd.model.probe.ProbeResult;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformOptions.Access;
import net.routerd.spi.ProbeRequest;
import net.routerd.spi.ProbeRequest.Path;
import net.routerd.testkit.FakeMachine;

/** Platforms that probe wrongly. */
final class ProbeDefects {

  static final List<Defect> ALL =
      List.of(
          telling("PROBE-1", "a pass has no evidence", r -> with(r, r.outcome(), Optional.empty())),
          telling(
              "PROBE-1",
              "the evidence names no next hop",
              r -> edit(r, Optional.empty(), r.check())),
          telling("PROBE-1", "the result names another check", r -> edit(r, hop(r), "other")),
          new Defect("PROBE-2", "connections are counted as lost", LosesTcp::new),
          telling("PROBE-3", "silence passes", r -> becomes(r, Kind.TIMEOUT, Kind.PASSED)),
          telling("PROBE-3", "it gives up early", ProbeDefects::hasty),
          telling("PROBE-4", "a reset is a timeout", r -> becomes(r, Kind.REFUSED, Kind.TIMEOUT)),
          telling(
              "PROBE-5",
              "ICMP errors are ignored",
              r -> becomes(r, Kind.UNREACHABLE, Kind.TIMEOUT)),
          telling("PROBE-6", "the generation is lost", r -> numbered(r, 0, r.sequence())),
          telling("PROBE-6", "sequences are reused", r -> numbered(r, r.generation(), 1)),
          new Defect("PROBE-6", "some results are told twice", TellsTwice::new),
          new Defect("PROBE-6", "some results are never told", TellsNotAll::new),
          asking("PIN-1", "it probes by the device that the kernel prefers", ProbeDefects::byWan1),
          new Defect("PIN-2", "it does not ask for its path", GoesByMain::new),
          asking("PIN-3", "any path through the device will do", r -> Probes.by(r, new Path.Any())),
          telling(
              "PIN-4",
              "it knows only paths of its own",
              r -> becomes(r, Kind.PASSED, Kind.NO_PATH)),
          new Defect(
              "PIN-5", "it binds by name and does not look at the number", IgnoresIndex::new),
          telling(
              "PIN-5",
              "a pin that fails is a timeout",
              r -> becomes(r, Kind.PIN_FAILED, Kind.TIMEOUT)),
          asking("PIN-6", "it does not bind the source", ProbeDefects::unbound),
          asking("PIN-7", "it does not bind the source", ProbeDefects::unbound),
          new Defect("OBSERVE-3", "an observer probes", ObserverControls::new),
          new Defect("CLOSE-4", "probes in flight end at their timeout", TellsAfterClose::new));

  private ProbeDefects() {}

  private static Optional<IpAddress> hop(ProbeResult r) {
    return r.evidence().flatMap(ProbeEvidence::nextHop);
  }

  private static ProbeResult with(
      ProbeResult r, ProbeOutcome outcome, Optional<ProbeEvidence> evidence) {
    return new ProbeResult(
        r.check(),
        r.generation(),
        r.sequence(),
        outcome,
        evidence,
        r.startedNanos(),
        r.finishedNanos());
  }

  private static ProbeResult edit(ProbeResult r, Optional<IpAddress> hop, String check) {
    return new ProbeResult(
        check,
        r.generation(),
        r.sequence(),
        r.outcome(),
        r.evidence()
            .map(e -> new ProbeEvidence(e.device(), e.ifindex(), e.source(), hop, e.rttNanos())),
        r.startedNanos(),
        r.finishedNanos());
  }

  private static ProbeResult becomes(ProbeResult r, Kind from, Kind to) {
    return r.outcome().kind() == from
        ? with(r, new ProbeOutcome(to, "as the defect has it"), r.evidence())
        : r;
  }

  private static ProbeResult hasty(ProbeResult r) {
    return new ProbeResult(
        r.check(),
        r.generation(),
        r.sequence(),
        r.outcome(),
        r.evidence(),
        r.startedNanos(),
        r.startedNanos() + 1);
  }

  private static ProbeResult numbered(ProbeResult r, long generation, long sequence) {
    return new ProbeResult(
        r.check(),
        generation,
        sequence,
        r.outcome(),
        r.evidence(),
        r.startedNanos(),
        r.finishedNanos());
  }

  private static ProbeRequest byWan1(ProbeRequest r) {
    return Probes.by(Probes.on(r, Net.WAN1, r.ifindex() + 1), new Path.Any());
  }

  private static ProbeRequest unbound(ProbeRequest r) {
    return new ProbeRequest(
        r.check(),
        r.generation(),
        r.sequence(),
        r.device(),
        r.ifindex(),
        Optional.empty(),
        r.path());
  }

  private static Defect telling(String rule, String what, UnaryOperator<ProbeResult> as) {
    return new Defect(
        rule,
        what,
        (machine, options) ->
            new BrokenPlatform(machine, options) {
              @Override
              void probe(ProbeRequest request, Consumer<ProbeResult> done) {
                super.probe(request, result -> done.accept(as.apply(result)));
              }
            });
  }

  private static Defect asking(String rule, String what, UnaryOperator<ProbeRequest> as) {
    return new Defect(
        rule,
        what,
        (machine, options) ->
            new BrokenPlatform(machine, options) {
              @Override
              void probe(ProbeRequest request, Consumer<ProbeResult> done) {
                super.probe(as.apply(request), done);
              }
            });
  }

  /** Its own table is empty, and it goes by what the table main has. */
  private static final class GoesByMain extends BrokenPlatform {
    GoesByMain(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    void probe(ProbeRequest request, Consumer<ProbeResult> done) {
      machine.kernel().foreign().add("default via 172.17.0.1 dev wan0");
      super.probe(Probes.by(request, new Path.Any()), done);
    }
  }

  private static final class LosesTcp extends BrokenPlatform {
    LosesTcp(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    void probe(ProbeRequest request, Consumer<ProbeResult> done) {
      boolean tcp = request.check().protocol() == ProbeProtocol.TCP;
      super.probe(request, r -> done.accept(tcp ? becomes(r, Kind.PASSED, Kind.TIMEOUT) : r));
    }
  }

  private static final class TellsTwice extends BrokenPlatform {
    TellsTwice(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    void probe(ProbeRequest request, Consumer<ProbeResult> done) {
      super.probe(
          request,
          result -> {
            done.accept(result);
            if (result.sequence() % 10 == 0) {
              done.accept(result);
            }
          });
    }
  }

  private static final class TellsNotAll extends BrokenPlatform {
    TellsNotAll(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    void probe(ProbeRequest request, Consumer<ProbeResult> done) {
      super.probe(
          request,
          result -> {
            if (result.sequence() % 10 != 0) {
              done.accept(result);
            }
          });
    }
  }

  private static final class IgnoresIndex extends BrokenPlatform {
    IgnoresIndex(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    void probe(ProbeRequest request, Consumer<ProbeResult> done) {
      var there = devices().get(request.device());
      int index = there == null ? request.ifindex() : there.index();
      super.probe(Probes.on(request, request.device(), index), done);
    }
  }

  private static final class ObserverControls extends BrokenPlatform {
    ObserverControls(FakeMachine machine, PlatformOptions options) {
      super(
          machine,
          options.access() == Access.CONTROL
              ? options
              : new PlatformOptions(options.protocol() + 1, Access.CONTROL));
    }
  }

  private static final class TellsAfterClose extends BrokenPlatform {
    private final List<Runnable> inFlight = new ArrayList<>();

    TellsAfterClose(FakeMachine machine, PlatformOptions options) {
      super(machine, options);
    }

    @Override
    void probe(ProbeRequest request, Consumer<ProbeResult> done) {
      inFlight.add(
          () ->
              done.accept(
                  new ProbeResult(
                      "late", 0, 0, ProbeOutcome.of(Kind.TIMEOUT), Optional.empty(), 0, 0)));
      super.probe(request, done);
    }

    @Override
    public void close() {
      super.close();
      var other =
          machine
              .provider()
              .open(new PlatformOptions(PlatformOptions.DEFAULT_PROTOCOL, Access.OBSERVE));
      inFlight.forEach(other.executor()::execute);
      inFlight.clear();
    }
  }
}
