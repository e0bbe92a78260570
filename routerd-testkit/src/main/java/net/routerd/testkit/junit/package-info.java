/**
 * For tests with JUnit Jupiter; the only package of the testkit that needs it.
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
