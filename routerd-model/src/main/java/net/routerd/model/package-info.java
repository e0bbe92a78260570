/** The resources that a configuration holds: immutable, checked when built, equal by value. */
@NullMarked
@RouterdStyle
package net.routerd.model;

import org.jspecify.annotations.NullMarked;
