/**
 * For tests with JUnit Jupiter; the only package of the testkit that needs it.
 *
 * <pre>{@code
 * @RegisterExtension final FakeMachineExtension extension = new FakeMachineExtension();
 *
 * @Test
 * void standbyTakesOver(FakeMachine machine, ManualTime time, RecordingListener events) {
 *   ...
 * }
 * }</pre>
 */
@NullMarked
package net.routerd.testkit.junit;

import org.jspecify.annotations.NullMarked;
