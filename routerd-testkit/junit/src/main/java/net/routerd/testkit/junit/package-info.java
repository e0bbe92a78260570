/**
 * The testkit in tests with JUnit Jupiter.
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> contract() {
 *   return ContractTests.of(new MyPlatformUnderTest());
 * }
 * }</pre>
 */
@NullMarked
package net.routerd.testkit.junit;

import org.jspecify.annotations.NullMarked;
