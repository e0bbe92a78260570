/**
 * What the kernel holds and how it is changed: {@link
 * net.routerd.linux.internal.kernel.KernelMonitor} keeps the snapshots current, {@link
 * net.routerd.linux.internal.kernel.RouteWriter} carries changes out, {@link
 * net.routerd.linux.internal.kernel.FibLookup} asks which way a packet would go.
 */
@NullMarked
package net.routerd.linux.internal.kernel;

import org.jspecify.annotations.NullMarked;
