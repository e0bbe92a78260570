package net.routerd.select.choose;

/** Whether a candidate may still displace at once because it was never judged before (SEL-4). */
public enum Freshness {
  /** No verdict yet since start, or since a reload added it. */
  UNSEEN,
  /** The first verdict was good and has held since. */
  FRESH,
  /** It was once not ready after a verdict: hysteresis applies. */
  SPENT
}
