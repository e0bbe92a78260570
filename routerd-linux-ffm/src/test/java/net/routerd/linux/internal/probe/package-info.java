/** Tests of the probes, on real sockets in namespaces where that is possible. */
@NullMarked
package net.routerd.linux.internal.probe;

import org.jspecify.annotations.NullMarked;
