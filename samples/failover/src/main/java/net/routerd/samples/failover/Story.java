package net.routerd.samples.failover;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.routerd.api.Routerd;
import net.routerd.api.RouterdEvent;
import net.routerd.model.RouterConfig;
import net.routerd.model.status.PolicyStatus;

/** The story, step by step; each step has its deadline. */
final class Story {

  private static final String POLICY = "ipv4-default";
  private static final String ROW = "  %-8s %15s %16s %20s %20s";
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** A step did not happen. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String message) {
      super(message);
    }
  }

  /** One way out of the two. */
  private record Way(String candidate, String device) {}

  private static final Way TUNNEL = new Way("ds-lite", "ds-routerd-test");
  private static final Way IX = new Way("ix2215", "ix2215");

  private final Lab lab;
  private final Timeline timeline;
  private final Narrator narrator;
  private final Routerd routerd;
  private final List<String> summary = new ArrayList<>();

  Story(Lab lab, Timeline timeline, RouterConfig config) {
    this.lab = lab;
    this.timeline = timeline;
    narrator = new Narrator(timeline);
    routerd = lab.install(Routerd.builder().configuration(config).listener(narrator)).build();
  }

  void tell() throws Failed, IOException, InterruptedException {
    try (routerd) {
      timeline.chapter("The router starts");
      Instant start = lab.now();
      routerd.start();
      awaitSwitch(TUNNEL, start);
      pause(Duration.ofSeconds(1));

      timeline.chapter("The tunnel dies silently");
      leave(Lab.Act.CUT);
      timeline.chapter("The tunnel is mended");
      comeBack(Lab.Act.MEND);
      timeline.chapter("The tunnel loses its carrier");
      leave(Lab.Act.UNPLUG);
      timeline.chapter("The carrier returns");
      comeBack(Lab.Act.PLUG);
    }
    timeline.chapter("What it cost, at 1000 packets a second");
    timeline.line(
        String.format(
            ROW,
            "",
            "noticed after",
            "switched after",
            "lost until noticed",
            "lost by the switch"));
    summary.forEach(timeline::line);
  }

  /** Somebody breaks the tunnel, and traffic goes the other way. */
  private void leave(Lab.Act act) throws Failed, IOException, InterruptedException {
    Instant acted = act(act);
    Instant switched = awaitSwitch(IX, acted).at();
    Instant settled = settle();
    Instant noticed = narrator.troubleAfter(acted).orElse(switched);
    // Starting the command that breaks the line takes a while: the first loss tells when it broke.
    Instant broke = lab.traffic().firstLostBetween(acted, settled).orElse(acted);
    int blind = lab.traffic().lostBetween(acted, noticed);
    int switching = lab.traffic().lostBetween(noticed, settled);
    told("lost: " + blind + " until it was noticed, " + switching + " by the switch");
    summarize(act, millis(broke, noticed), millis(broke, switched), "" + blind, "" + switching);
  }

  /** The tunnel works again, and after a while traffic goes through it without losing a packet. */
  private void comeBack(Lab.Act act) throws Failed, IOException, InterruptedException {
    Instant acted = act(act);
    Instant switched = awaitSwitch(TUNNEL, acted).at();
    int lost = lab.traffic().lostBetween(acted, settle());
    told("lost: " + lost + " by the switch");
    summarize(act, "", millis(acted, switched), "", "" + lost);
    if (lost > 0) {
      throw new Failed(lost + " packets were lost by the switch back; none may be (RT-2)");
    }
  }

  private Instant act(Lab.Act act) throws IOException, InterruptedException {
    Instant acted = lab.now();
    timeline.say(acted, Timeline.Voice.LAB, act.toString());
    lab.act(act);
    return acted;
  }

  /** Waits until the engine decided, the kernel holds the route, and packets go that way. */
  private RouterdEvent.Transition awaitSwitch(Way way, Instant since)
      throws Failed, IOException, InterruptedException {
    if (!lab.await(() -> isSelected(way), PATIENCE)) {
      throw new Failed("traffic did not go to " + way.candidate() + ": " + routerd.status());
    }
    RouterdEvent.Transition transition =
        narrator
            .transitionTo(way.candidate(), since)
            .orElseThrow(() -> new Failed("no transition to " + way.candidate() + " was told"));
    timeline.say(lab.now(), Timeline.Voice.KERNEL, "ip route: " + lab.defaultRoute());
    if (!lab.await(() -> lab.traffic().lastWay().equals(way.device()), PATIENCE)) {
      throw new Failed("no packet arrived by " + way.device());
    }
    told("packets arrive by " + way.device());
    return transition;
  }

  private boolean isSelected(Way way) {
    return routerd
        .status()
        .policy(POLICY)
        .flatMap(PolicyStatus::selectedCandidate)
        .filter(way.candidate()::equals)
        .isPresent();
  }

  /** Gives packets under way the time to arrive; those sent before the returned instant have. */
  private Instant settle() throws InterruptedException {
    Instant settled = lab.now();
    pause(Duration.ofMillis(500));
    return settled;
  }

  private void pause(Duration time) throws InterruptedException {
    lab.await(() -> false, time);
  }

  private void told(String words) {
    timeline.say(lab.now(), Timeline.Voice.TRAFFIC, words);
  }

  private void summarize(Lab.Act act, String... cells) {
    summary.add(
        String.format(
            ROW, act.name().toLowerCase(Locale.ROOT), cells[0], cells[1], cells[2], cells[3]));
  }

  private static String millis(Instant from, Instant to) {
    return Math.max(0, Duration.between(from, to).toMillis()) + " ms";
  }
}
