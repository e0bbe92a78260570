package net.routerd.testkit;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import net.routerd.model.net.IpAddress;

/** A next hop behind a device, and what answers through it. Every method returns this gateway. */
public final class FakeGateway {

  /** How long an answer takes unless a test says otherwise. */
  static final Duration NEAR = Duration.ofMillis(10);

  /** What becomes of a probe. */
  sealed interface Answer {
    record Passes(Duration after) implements Answer {}

    record Silent() implements Answer {}

    record Refuses() implements Answer {}

    record Unreachable() implements Answer {}

    record Wrong(String detail) implements Answer {}
  }

  private final Map<IpAddress, Answer> answers = new HashMap<>();
  private Answer otherwise = new Answer.Silent();
  private boolean alive = true;

  FakeGateway() {}

  /**
   * Targets answer after 10 milliseconds.
   *
   * @param targets the targets
   * @return this
   */
  public FakeGateway answers(String... targets) {
    for (String target : targets) {
      answers(target, NEAR);
    }
    return this;
  }

  /**
   * A target answers.
   *
   * @param target the target
   * @param after its round-trip time
   * @return this
   */
  public FakeGateway answers(String target, Duration after) {
    return set(target, new Answer.Passes(after));
  }

  /**
   * Every target that nothing else is said about answers after 10 milliseconds.
   *
   * @return this
   */
  public FakeGateway answersEverything() {
    otherwise = new Answer.Passes(NEAR);
    return this;
  }

  /**
   * A target does not answer.
   *
   * @param target the target
   * @return this
   */
  public FakeGateway silence(String target) {
    return set(target, new Answer.Silent());
  }

  /**
   * A target refuses: a TCP reset, or ICMP port unreachable.
   *
   * @param target the target
   * @return this
   */
  public FakeGateway refuse(String target) {
    return set(target, new Answer.Refuses());
  }

  /**
   * A router says by ICMP that a target is unreachable.
   *
   * @param target the target
   * @return this
   */
  public FakeGateway unreachable(String target) {
    return set(target, new Answer.Unreachable());
  }

  /**
   * A target answers, but not as the check wants.
   *
   * @param target the target
   * @param detail what is wrong with the answer
   * @return this
   */
  public FakeGateway wrong(String target, String detail) {
    return set(target, new Answer.Wrong(detail));
  }

  /**
   * The gateway dies: nothing answers through it.
   *
   * @return this
   */
  public FakeGateway dies() {
    alive = false;
    return this;
  }

  /**
   * The gateway is alive again; what answered through it before answers again.
   *
   * @return this
   */
  public FakeGateway returns() {
    alive = true;
    return this;
  }

  private FakeGateway set(String target, Answer answer) {
    answers.put(IpAddress.parse(target), answer);
    return this;
  }

  Answer answer(IpAddress target) {
    return alive ? answers.getOrDefault(target, otherwise) : new Answer.Silent();
  }
}
