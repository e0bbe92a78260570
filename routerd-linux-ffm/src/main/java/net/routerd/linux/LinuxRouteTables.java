package net.routerd.linux;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.kernel.KernelMonitor;
import net.routerd.linux.internal.kernel.RouteWriter;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.RouteTables;

/** The monitor's snapshot and, where the platform was opened to control, the writer. */
record LinuxRouteTables(KernelMonitor monitor, Optional<RouteWriter> writer)
    implements RouteTables {

  @Override
  public KernelView current() {
    return monitor.view();
  }

  @Override
  public void watch(Set<RouteKey> keys) {
    monitor.watch(keys);
  }

  @Override
  public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
    return writer.isPresent()
        ? writer.get().apply(changes)
        : CompletableFuture.completedFuture(
            changes.stream().map(LinuxRouteTables::onlyObserving).toList());
  }

  private static ApplyResult onlyObserving(RouteChange change) {
    return new ApplyResult.Refused(
        change, Errno.EPERM, Errno.name(Errno.EPERM), "the platform was opened to observe");
  }

  @Override
  public void refresh() {
    monitor.refresh();
  }
}
