/**
 * Routes and policy rules: what is wanted, what the kernel holds, and the changes between the two.
 */
@NullMarked
package net.routerd.model.route;

import org.jspecify.annotations.NullMarked;
