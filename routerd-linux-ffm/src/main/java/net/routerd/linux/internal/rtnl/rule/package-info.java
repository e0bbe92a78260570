/** Policy rules: {@code RTM_NEWRULE}, {@code RTM_DELRULE}, {@code RTM_GETRULE}. */
@NullMarked
package net.routerd.linux.internal.rtnl.rule;

import org.jspecify.annotations.NullMarked;
