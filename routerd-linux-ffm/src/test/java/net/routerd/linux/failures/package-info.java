/**
 * The failure matrix: what goes wrong at a site, on the real kernel, and in how many packets and
 * milliseconds its traffic was right again. {@code Site} builds the site, {@code Traffic} measures,
 * {@code FailureTable} prints.
 */
@NullMarked
package net.routerd.linux.failures;

import org.jspecify.annotations.NullMarked;
