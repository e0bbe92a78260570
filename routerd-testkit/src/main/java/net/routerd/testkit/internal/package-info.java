/** What several rooms of the testkit share; not exported. */
@NullMarked
package net.routerd.testkit.internal;

import org.jspecify.annotations.NullMarked;
