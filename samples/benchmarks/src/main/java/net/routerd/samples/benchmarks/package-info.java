/**
 * What routerd costs, beside the programs that do parts of its work: JMH benchmarks of the pure
 * parts, and runs against the kernel in which each peer does the same in turn.
 */
@NullMarked
package net.routerd.samples.benchmarks;

import org.jspecify.annotations.NullMarked;
