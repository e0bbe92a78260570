package net.routerd.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a fake machine of its own: as parameters of the constructor, of {@code
 * BeforeEach} and {@code AfterEach} methods and of the test itself, which may ask for {@link
 * net.routerd.testkit.FakeMachine}, {@link net.routerd.testkit.FakeKernel}, {@link
 * net.routerd.testkit.ManualTime}, {@link net.routerd.testkit.RecordingListener} and {@link
 * net.routerd.testkit.FakePlatform}, all of them parts of one machine.
 *
 * <p>A {@code FakePlatform} is opened when it is first asked for, to control routes with the
 * default protocol number: for a test that is itself the engine. Platforms that are still open
 * after the {@code AfterEach} methods are closed. A test that fails prints to standard error what
 * the kernel holds, and all that the kernel did and the engine told the listener until then.
 *
 * <pre>{@code
 * @RouterdTestkit
 * class FailoverTest {
 *   @Test
 *   void aLostCarrierMovesTraffic(FakeMachine machine, RecordingListener events) {
 *     // machine.links().add("wan0") ..., Routerd.builder().platform(machine.provider()) ...
 *   }
 * }
 * }</pre>
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FakeMachineExtension.class)
public @interface RouterdTestkit {}
