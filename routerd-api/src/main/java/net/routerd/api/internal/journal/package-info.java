/** How the inputs of decisions are written as lines of JSON, and read again. */
@NullMarked
package net.routerd.api.internal.journal;

import org.jspecify.annotations.NullMarked;
