/** A fake machine: kernel, links, probes and time. */
@NullMarked
package net.routerd.testkit;

import org.jspecify.annotations.NullMarked;
