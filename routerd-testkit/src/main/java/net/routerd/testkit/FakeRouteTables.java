package net.routerd.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.routerd.model.route.KernelView;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.PlatformOptions.Access;
import net.routerd.spi.RouteTables;
import net.routerd.testkit.PlatformFault.Delay;
import net.routerd.testkit.PlatformFault.LoseAck;
import net.routerd.testkit.PlatformFault.Refuse;

/** The kernel's routes as they were last read, and one engine's changes to them. */
final class FakeRouteTables implements RouteTables {

  private final FakePlatform platform;
  private final FakeKernel kernel;
  private final KernelWriter writer;
  private volatile KernelView snapshot = KernelView.EMPTY;
  private Set<RouteKey> watched = Set.of();
  private boolean underWay;

  FakeRouteTables(FakePlatform platform) {
    this.platform = platform;
    kernel = platform.machine().kernel();
    writer = new KernelWriter(kernel, platform.options().protocol());
  }

  @Override
  public KernelView current() {
    return snapshot;
  }

  @Override
  public void watch(Set<RouteKey> keys) {
    watched = Set.copyOf(keys);
    platform.look(true);
  }

  @Override
  public void refresh() {
    platform.look(true);
  }

  @Override
  public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
    if (underWay) {
      throw new IllegalStateException("apply is called while a call of it is under way");
    }
    underWay = true;
    List<ApplyResult> results = new ArrayList<>();
    changes.forEach(c -> results.add(apply(c)));
    read(); // so that the engine is not told of its own changes
    Duration late =
        platform
            .machine()
            .faults()
            .take(Delay.class, f -> true)
            .map(Delay::by)
            .orElse(Duration.ZERO);
    CompletableFuture<List<ApplyResult>> answer = new CompletableFuture<>();
    platform
        .machine()
        .time()
        .after(
            platform,
            late,
            () -> {
              underWay = false;
              answer.complete(List.copyOf(results));
            });
    return answer;
  }

  private ApplyResult apply(RouteChange change) {
    Faults faults = platform.machine().faults();
    if (platform.options().access() == Access.OBSERVE) {
      return refused(change, Errno.EPERM, "");
    }
    var refusal = faults.take(Refuse.class, f -> f.which().test(change));
    if (refusal.isPresent()) {
      return refused(change, refusal.get().errno(), refusal.get().kernelText());
    }
    var lost = faults.take(LoseAck.class, f -> f.which().test(change));
    if (lost.isPresent() && !lost.get().happened()) {
      return new ApplyResult.Unknown(change);
    }
    try {
      writer.write(change);
    } catch (KernelRefusal refused) {
      return lost.isPresent()
          ? new ApplyResult.Unknown(change)
          : refused(change, refused.errno(), refused.text());
    }
    return lost.isPresent() ? new ApplyResult.Unknown(change) : new ApplyResult.Applied(change);
  }

  private static ApplyResult refused(RouteChange change, Errno errno, String text) {
    return new ApplyResult.Refused(change, errno.number(), errno.name(), text);
  }

  void read() {
    snapshot = seen();
  }

  boolean differs() {
    return !snapshot.equals(seen());
  }

  private KernelView seen() {
    return kernel.view(platform.options().protocol(), watched);
  }
}
