package net.routerd.select.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import net.routerd.model.HealthCheck;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.status.Reason;
import net.routerd.select.Moment;
import org.jspecify.annotations.Nullable;

/**
 * Folds what happened to a check since the last decision into its state (HC-1, HC-3, HC-8, HC-11,
 * PATH-2): first a changed specification, then a changed path, then results, then their absence.
 */
public final class HealthFold {

  private static final long LONGEST = Duration.ofDays(36_500).toNanos();
  private static final long ONE_SECOND = 1_000_000_000L;

  private final HealthCheck check;
  private final Moment now;
  private final long loopNanos;

  private Verdict verdict;
  private Reason reason;
  private int passed;
  private int failed;
  private long generation;
  private Optional<CheckPath.Pin> pin;
  private boolean pathSeen;
  private long lastSequence;
  private Optional<ProbeResult> last;
  private Optional<ProbeResult> evidence;
  private long lastResultLoopNanos;
  private OptionalLong firstProbeNanos;
  private Optional<Instant> lastChecked;
  private Optional<Instant> lastTransition;

  private HealthFold(HealthState before, HealthCheck check, long loopNanos, Moment now) {
    this.check = check;
    this.now = now;
    this.loopNanos = loopNanos;
    verdict = before.verdict();
    reason = before.reason();
    passed = before.passed();
    failed = before.failed();
    generation = before.generation();
    pin = before.pin();
    pathSeen = before.pathSeen();
    lastSequence = before.lastSequence();
    last = before.last();
    evidence = before.evidence();
    lastResultLoopNanos = before.lastResultLoopNanos();
    firstProbeNanos = before.firstProbeNanos();
    lastChecked = before.lastChecked();
    lastTransition = before.lastTransition();
  }

  /**
   * Folds.
   *
   * @param before the state after the last decision, null for a check that is new
   * @param check the check as it is configured now
   * @param path where it is probed from now
   * @param results results of this check, in any order
   * @param loopNanos how long the probe loop has run, in nanoseconds
   * @param now the time of the decision
   * @return the state after this decision
   */
  public static HealthState fold(
      @Nullable HealthState before,
      HealthCheck check,
      CheckPath path,
      List<ProbeResult> results,
      long loopNanos,
      Moment now) {
    HealthState known = before == null ? HealthState.fresh(check) : before;
    HealthFold fold = new HealthFold(known, check, loopNanos, now);
    fold.specification(known.spec());
    fold.path(path);
    inOrder(results).forEach(fold::result);
    fold.staleness();
    return fold.state();
  }

  private static List<ProbeResult> inOrder(List<ProbeResult> results) {
    return results.size() < 2
        ? results
        : results.stream().sorted(Comparator.comparingLong(ProbeResult::sequence)).toList();
  }

  private HealthState state() {
    return new HealthState(
        check,
        verdict,
        reason,
        passed,
        failed,
        generation,
        pin,
        pathSeen,
        lastSequence,
        last,
        evidence,
        lastResultLoopNanos,
        firstProbeNanos,
        lastChecked,
        lastTransition);
  }

  @SuppressWarnings("ReferenceEquality") // nearly always, and then there is nothing to compare
  private void specification(HealthCheck old) {
    if (old == check) {
      return;
    }
    if (!sameProbe(old, check)) {
      unknown(Reason.CHECK_CHANGED);
      evidence = Optional.empty();
      nextGeneration(pin);
    } else if (!sameJudgement(old, check)) {
      passed = 0;
      failed = 0;
    }
  }

  private static boolean sameProbe(HealthCheck a, HealthCheck b) {
    return a.target().equals(b.target())
        && a.protocol() == b.protocol()
        && a.port() == b.port()
        && a.sourceInterface().equals(b.sourceInterface())
        && a.sourceAddress().equals(b.sourceAddress())
        && a.enabled() == b.enabled()
        && a.host().equals(b.host())
        && a.path().equals(b.path())
        && a.expectStatus().equals(b.expectStatus())
        && a.expectBody().equals(b.expectBody());
  }

  private static boolean sameJudgement(HealthCheck a, HealthCheck b) {
    return a.interval().equals(b.interval())
        && a.timeout().equals(b.timeout())
        && a.healthyThreshold() == b.healthyThreshold()
        && a.unhealthyThreshold() == b.unhealthyThreshold();
  }

  private void path(CheckPath path) {
    switch (path) {
      case CheckPath.None none -> {
        unknown(none.reason());
        if (pathSeen) {
          nextGeneration(pin); // what is in flight was sent along a path that is no more
        }
      }
      case CheckPath.Along along -> {
        follow(along.pin());
        if (along.present()) {
          present();
        } else {
          staleness(); // first: a verdict that is forgotten is then one without a path
          missing();
        }
      }
    }
  }

  private void follow(CheckPath.Pin next) {
    if (pin.isPresent() && pin.get().equals(next)) {
      return;
    }
    if (pin.isPresent() && !pin.get().sameDevice(next)) {
      boolean recreated = pin.get().device().equals(next.device());
      unknown(recreated ? Reason.DEVICE_RECREATED : Reason.CHECK_CHANGED);
      evidence = Optional.empty();
    }
    nextGeneration(
        Optional.of(next)); // another address or gateway: probed at once, the verdict stays (HC-8)
  }

  private void present() {
    if (!pathSeen) {
      pathSeen = true;
      lastResultLoopNanos = loopNanos; // staleness counts from when a probe could be sent
      if (verdict == Verdict.UNKNOWN && notProbed(reason)) {
        unknown(Reason.NOT_PROBED_YET);
      }
    }
  }

  private void missing() {
    if (pathSeen) {
      unknown(Reason.NO_PATH);
      nextGeneration(pin);
    } else if (verdict == Verdict.UNKNOWN) {
      unknown(Reason.NO_PATH);
    }
  }

  private static boolean notProbed(Reason reason) {
    return switch (reason) {
      case NO_PATH, HEALTH_CHECK_DISABLED, NOT_PROBED, PATH_AMBIGUOUS, DEVICE_UNRESOLVED -> true;
      case DEVICE_MISSING, GATEWAY_UNRESOLVED, GATEWAY_UNREACHABLE, REFERENCE_UNRESOLVED -> true;
      default -> false;
    };
  }

  private void result(ProbeResult result) {
    if (result.sequence() <= lastSequence) {
      return;
    }
    lastSequence = result.sequence();
    if (result.generation() != generation || !pathSeen) {
      return;
    }
    boolean passes = result.outcome().kind() == ProbeOutcome.Kind.PASSED;
    last = Optional.of(result);
    lastChecked = Optional.of(now.wall());
    lastResultLoopNanos = loopNanos;
    if (result.outcome().kind() == ProbeOutcome.Kind.NO_PATH) {
      unknown(Reason.NO_PATH);
      return; // nothing was sent; the reason stays until something is (STA-2)
    }
    if (reason == Reason.NO_PATH) {
      unknown(Reason.NOT_PROBED_YET);
    }
    if (firstProbeNanos.isEmpty()) {
      firstProbeNanos = OptionalLong.of(result.startedNanos());
    }
    passed = passes ? passed + 1 : 0;
    failed = passes ? 0 : failed + 1;
    if (passes) {
      evidence = last;
    }
    if (passed >= check.healthyThreshold()) {
      verdict(Verdict.HEALTHY, Reason.PASSING);
    } else if (failed >= check.unhealthyThreshold()) {
      verdict(Verdict.UNHEALTHY, Reason.FAILING);
    }
  }

  private void staleness() {
    if (verdict != Verdict.UNKNOWN && loopNanos - lastResultLoopNanos > staleAfterNanos(check)) {
      unknown(Reason.PROBE_STALE);
    }
  }

  /**
   * Returns how long a dead path may look alive: the time of enough failures in a row (SEL-1).
   *
   * @param check the check
   * @return nanoseconds, at most a hundred years, which no clock here will see
   */
  public static long failsAfterNanos(HealthCheck check) {
    long interval = check.interval().toNanos();
    return check.unhealthyThreshold() > LONGEST / interval
        ? LONGEST
        : interval * check.unhealthyThreshold() + check.timeout().toNanos();
  }

  /**
   * Returns how long the probe loop may run without a result before the verdict is forgotten
   * (HC-3).
   *
   * @param check the check
   * @return nanoseconds
   */
  static long staleAfterNanos(HealthCheck check) {
    return Math.max(3 * check.interval().toNanos() + check.timeout().toNanos(), ONE_SECOND);
  }

  private void unknown(Reason why) {
    verdict(Verdict.UNKNOWN, why);
    passed = 0;
    failed = 0;
  }

  private void verdict(Verdict next, Reason why) {
    if (next != verdict) {
      lastTransition = Optional.of(now.wall());
    }
    verdict = next;
    reason = why;
  }

  private void nextGeneration(Optional<CheckPath.Pin> next) {
    generation++;
    pin = next;
    pathSeen = false;
    last = Optional.empty();
    firstProbeNanos = OptionalLong.empty();
  }
}
