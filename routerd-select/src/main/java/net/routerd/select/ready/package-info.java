/** Whether a candidate could carry the traffic, and the first reason why not. */
@NullMarked
package net.routerd.select.ready;

import org.jspecify.annotations.NullMarked;
