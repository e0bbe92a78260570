/** What routerd publishes about each resource: typed, immutable, with a stable JSON form. */
@NullMarked
@RouterdStyle
package net.routerd.model.status;

import org.jspecify.annotations.NullMarked;
