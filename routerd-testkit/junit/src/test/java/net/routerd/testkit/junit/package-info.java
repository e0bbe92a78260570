@NullMarked
package net.routerd.testkit.junit;

import org.jspecify.annotations.NullMarked;
