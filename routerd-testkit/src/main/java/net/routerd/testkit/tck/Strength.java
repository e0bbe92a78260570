package net.routerd.testkit.tck;

/** How much a rule binds (RFC 2119). */
public enum Strength {
  /** A platform that breaks it makes an engine decide wrongly, lose routes, or touch others'. */
  MUST,
  /** A platform that breaks it works, but costs more or explains less; it should know why. */
  SHOULD
}
