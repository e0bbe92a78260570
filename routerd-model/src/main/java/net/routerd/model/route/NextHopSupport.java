package net.routerd.model.route;

/** What the kernel offers of nexthop objects (RT-12). */
public enum NextHopSupport {
  /** It has none: older than Linux 5.3. */
  UNSUPPORTED,
  /**
   * It has them, but {@code net.ipv4.nexthop_compat_mode} is on: a change of one object is told
   * once for every route that uses it, which makes it as dear as changing each route.
   */
  COMPAT_MODE,
  /** It has them, and one change is one message. */
  OFFERED
}
