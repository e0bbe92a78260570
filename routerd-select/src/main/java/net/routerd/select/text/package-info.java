/** Small pieces of text for people: columns and times. */
@NullMarked
package net.routerd.select.text;

import org.jspecify.annotations.NullMarked;
