package net.routerd.select.bounds;

/**
 * The worst-case times of one candidate that carries the traffic and dies, and that returns. What
 * the machine takes itself comes on top: until the engine's thread runs (20 ms are granted) and
 * until the kernel has taken the routes. They hold while configuration, addresses and gateway stay
 * as they are: each change starts a new run of probes at once (HC-8).
 *
 * @param candidate the candidate's name
 * @param linkLoss until a lost carrier, a device that is set down or gone, or a lease that runs out
 *     makes it not ready: at once, an event or the lease's own time tells
 * @param silentDeath until a path that dies behind a link that stays up makes it not ready: {@code
 *     unhealthyThreshold × interval + timeout}. The last probe that passes starts just before the
 *     death; the failing ones start an interval after each other at the latest (HC-2), and the last
 *     of them is waited for until its timeout. Never without a check
 * @param switchOver until its traffic goes to another candidate that is ready: as long as the worse
 *     of the two above, for the decision that sees the death makes the choice (SEL-3). Never
 *     without another candidate
 * @param recovery until it is ready again after its path has returned: {@code healthyThreshold ×
 *     interval + timeout}. A probe that is already lost started just before the return; of those
 *     that pass the last is answered just before its timeout. At once without a check
 * @param failBack until it carries the traffic again that a lighter one has taken over: recovery
 *     and the policy's {@code hysteresis} (SEL-4); if it is pinned, or the lighter one is lost,
 *     sooner. Never without a lighter candidate
 */
public record CandidateBounds(
    String candidate,
    Bound linkLoss,
    Bound silentDeath,
    Bound switchOver,
    Bound recovery,
    Bound failBack) {}
