/**
 * Assertions on the fake machine and the engine on it, for any test engine: each throws {@link
 * AssertionError}, whose message says what was expected and shows, as tables, what the kernel has
 * and why the engine selected what it did.
 *
 * <pre>{@code
 * assertThatRoutes(machine.kernel())
 *     .decidedBy(routerd)
 *     .hasRoute("default via 172.17.0.1 dev wan0 proto 114")
 *     .sends("8.8.8.8", "via 172.17.0.1 dev wan0")
 *     .neverLackedRoute("0.0.0.0/0");
 * assertThatPolicy(routerd, "ipv4-default").hasSelected("wan0");
 * assertThatEvents(listener).movedThrough("ipv4-default", "wan0", "wan1", "wan0");
 * }</pre>
 */
@NullMarked
package net.routerd.testkit.assertions;

import org.jspecify.annotations.NullMarked;
