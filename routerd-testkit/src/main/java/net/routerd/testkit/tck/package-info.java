/**
 * The contract of {@link net.routerd.spi.Platform}, as rules that run on any platform, from any
 * test engine or none.
 *
 * <p>Who implements a platform writes two methods: how a world is made, and what opens the platform
 * in it.
 *
 * <pre>{@code
 * PlatformContract contract =
 *     PlatformContract.of(
 *         new PlatformUnderTest<MyWorld>() {
 *           public MyWorld world() {
 *             return new MyWorld();
 *           }
 *
 *           public PlatformProvider provider(MyWorld world) {
 *             return new MyProvider(world);
 *           }
 *         });
 * ContractReport report = contract.check();
 * System.out.println(report); // a table: every rule, and what became of it
 * report.throwIfBroken();
 * }</pre>
 *
 * <p>With JUnit Jupiter, {@code ContractTests} of {@code routerd-testkit-junit} makes a test of
 * every rule. What no kit can see is listed with its reason: {@link
 * net.routerd.testkit.tck.PlatformContract#untested()}.
 */
@NullMarked
package net.routerd.testkit.tck;

import org.jspecify.annotations.NullMarked;
