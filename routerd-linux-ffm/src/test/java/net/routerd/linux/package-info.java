/** Tests of the Linux platform, on namespaces that they make. */
@NullMarked
package net.routerd.linux;

import org.jspecify.annotations.NullMarked;
