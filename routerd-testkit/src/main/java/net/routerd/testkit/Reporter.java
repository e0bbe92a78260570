package net.routerd.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import net.routerd.model.probe.ProbeEvidence;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeOutcome.Kind;
import net.routerd.model.probe.ProbeResult;
import net.routerd.spi.ProbeRequest;

/** Tells the result of one probe, later and once. */
final class Reporter {

  private final FakePlatform platform;
  private final ManualTime time;
  private final ProbeRequest request;
  private final Consumer<ProbeResult> done;
  private final long started;

  Reporter(FakePlatform platform, ProbeRequest request, Consumer<ProbeResult> done) {
    this.platform = platform;
    this.request = request;
    this.done = done;
    time = platform.machine().time();
    started = time.nanos();
  }

  /** Runs something a time after the start, and not before a standstill of the prober is over. */
  void later(Duration afterStart, Runnable work) {
    long at = Math.max(started + afterStart.toNanos(), platform.machine().faults().stalledUntil());
    time.give(
        platform,
        true,
        at,
        () -> {
          if (time.nanos() < platform.machine().faults().stalledUntil()) {
            later(afterStart, work);
          } else {
            work.run();
          }
        });
  }

  void unsent(Kind kind, String detail) {
    later(Duration.ZERO, () -> tell(new ProbeOutcome(kind, detail), Optional.empty()));
  }

  void sent(ProbeOutcome outcome, ProbeEvidence evidence) {
    tell(outcome, Optional.of(evidence));
  }

  void timeout(Duration timeout, ProbeEvidence evidence) {
    ProbeEvidence late =
        new ProbeEvidence(
            evidence.device(),
            evidence.ifindex(),
            evidence.source(),
            evidence.nextHop(),
            timeout.toNanos());
    later(timeout, () -> tell(ProbeOutcome.of(Kind.TIMEOUT), Optional.of(late)));
  }

  private void tell(ProbeOutcome outcome, Optional<ProbeEvidence> evidence) {
    done.accept(
        new ProbeResult(
            request.check().metadata().name(),
            request.generation(),
            request.sequence(),
            outcome,
            evidence,
            started,
            time.nanos()));
  }
}
