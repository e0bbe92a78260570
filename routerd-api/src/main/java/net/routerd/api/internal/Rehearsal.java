package net.routerd.api.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import net.routerd.model.RouterConfig;
import net.routerd.model.link.Link;
import net.routerd.model.link.OperState;
import net.routerd.model.net.LinkName;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import net.routerd.select.Decision;
import net.routerd.select.IncrementalDecider;
import net.routerd.select.Moment;
import net.routerd.select.Observations;
import net.routerd.select.ProbeOrder;
import net.routerd.select.Settings;
import net.routerd.spi.TimeSource;

/**
 * Decides what would be done if links and what is behind them failed and came back, until the JVM
 * has compiled what it takes: a failover is rare, and the first one counts. Deciding is pure, so
 * nothing but the answers is made, and nobody hears of them. Whoever runs it holds all that it
 * takes, and lets go of it at the end.
 */
final class Rehearsal implements Runnable {

  private static final int MOST_ROUNDS = 3_000;
  private static final int MOST_RESULTS = 16;

  /** Three parts of four are left to what is real: small devices have one or two processors. */
  private static final int REST = 3;

  private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Settings settings;
  private final TimeSource time;
  private final RouterConfig configuration;
  private final Observations seen;
  private final Decision decided;
  private final Moment now;
  private final BooleanSupplier over;
  private final List<Link> up;

  Rehearsal(
      Settings settings,
      TimeSource time,
      RouterConfig configuration,
      Observations seen,
      Decision decided,
      Moment now,
      BooleanSupplier over) {
    this.settings = settings;
    this.time = time;
    this.configuration = configuration;
    this.seen = seen;
    this.decided = decided;
    this.now = now;
    this.over = over;
    this.up = seen.links().values().stream().filter(Link::isUp).toList();
  }

  @Override
  public void run() {
    IncrementalDecider decider = new IncrementalDecider(settings); // as each is for one thread
    long start = time.nanos();
    Decision last = decided;
    for (int i = 0; i < MOST_ROUNDS && !up.isEmpty(); i++) {
      long begun = time.nanos();
      last = next(decider, last, losing(i));
      last =
          next(decider, last, with(seen.links(), results(inTurn(i), ProbeOutcome.Kind.PASSED, i)));
      if (over.getAsBoolean() || time.nanos() - start > MOST_NANOS) {
        break;
      }
      LockSupport.parkNanos(REST * (time.nanos() - begun));
    }
  }

  private Decision next(IncrementalDecider decider, Decision before, Observations then) {
    Decision decision = decider.decide(configuration, then, before.memory(), now);
    StatusDiff.changes(before.statuses(), decision.statuses(), time);
    decision
        .transitions()
        .forEach(change -> Transitions.words(Transitions.event(change, now.wall())));
    return decision;
  }

  /** Each device twice in a row, as there are two ways to lose it. */
  private Link inTurn(int round) {
    return up.get(round / 2 % up.size());
  }

  /** Every other round the device dies, and else only what is behind it. */
  Observations losing(int round) {
    Link link = inTurn(round);
    Map<LinkName, Link> links = new HashMap<>(seen.links());
    if (round % 2 == 0) {
      links.put(link.name(), dead(link));
    }
    return with(links, results(link, ProbeOutcome.Kind.TIMEOUT, round));
  }

  private static Link dead(Link link) {
    return new Link(
        link.name(),
        link.index(),
        link.adminUp(),
        false,
        OperState.DOWN,
        link.mtu(),
        link.addresses(),
        link.rpFilter(),
        link.ignoreRoutesWithLinkdown());
  }

  private List<ProbeResult> results(Link link, ProbeOutcome.Kind kind, int round) {
    List<ProbeResult> results = new ArrayList<>();
    for (ProbeOrder order : decided.probes()) {
      if (order.device().equals(link.name()) && results.size() < MOST_RESULTS) {
        results.add(
            result(order, ProbeOutcome.of(kind), MOST_RESULTS * 2L * round + results.size()));
      }
    }
    return results;
  }

  private ProbeResult result(ProbeOrder order, ProbeOutcome outcome, long number) {
    return new ProbeResult(
        order.check().metadata().name(),
        order.generation(),
        Long.MAX_VALUE / 2 + number,
        outcome,
        Optional.empty(),
        now.nanos(),
        now.nanos());
  }

  private Observations with(Map<LinkName, Link> links, List<ProbeResult> results) {
    return new Observations(
        links,
        seen.kernel(),
        seen.external(),
        results,
        seen.loopNanos(),
        List.of(),
        seen.refusals(),
        seen.directives());
  }
}
