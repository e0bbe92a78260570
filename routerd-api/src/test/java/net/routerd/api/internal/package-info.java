/**
 * Tests of the parts of the engine; the whole of it is tested on the fake machine of the testkit.
 */
@NullMarked
package net.routerd.api.internal;

import org.jspecify.annotations.NullMarked;
