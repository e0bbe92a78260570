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
import net.routerd.spi.MissingObjects;
import net.routerd.spi.PlatformOptions.Access;
import net.routerd.spi.RouteTables;
import net.routerd.testkit.PlatformFault.Delay;
import net.routerd.testkit.PlatformFault.LoseAck;
import net.routerd.testkit.PlatformFault.Refuse;
import org.jspecify.annotations.Nullable;

/** The kernel's routes as they were last read, and one engine's changes to them. */
final class FakeRouteTables implements RouteTables {

  private final FakePlatform platform;
  private final FakeKernel kernel;
  private final KernelWriter writer;
  private final ManualTime time;
  private volatile KernelView snapshot = KernelView.EMPTY;
  private Set<RouteKey> watched = Set.of();
  private @Nullable Runnable underWay;

  FakeRouteTables(FakePlatform platform) {
    this.platform = platform;
    kernel = platform.machine().kernel();
    time = platform.machine().time();
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
    if (underWay != null) {
      throw new IllegalStateException("apply is called while a call of it is under way");
    }
    List<ApplyResult> results = new ArrayList<>();
    MissingObjects missing = new MissingObjects();
    for (RouteChange change : changes) {
      ApplyResult result = missing.holdUp(change).orElseGet(() -> apply(change));
      missing.take(result);
      results.add(result);
    }
    boolean readsBack = platform.blindUntil() <= time.nanos();
    if (readsBack) {
      read(); // so that the engine is not told of its own changes
    }
    CompletableFuture<List<ApplyResult>> answer = new CompletableFuture<>();
    underWay =
        () -> {
          underWay = null;
          if (!readsBack) {
            read();
          }
          answer.complete(List.copyOf(results));
        };
    Duration late = faults().take(Delay.class, f -> true).map(Delay::by).orElse(Duration.ZERO);
    time.give(this, true, Math.max(time.nanos() + late.toNanos(), platform.blindUntil()), underWay);
    return answer;
  }

  /** Answers what is under way at once: the platform is closed. */
  void finish() {
    time.drop(t -> t.owner == this);
    Runnable last = underWay;
    if (last != null) {
      last.run();
    }
  }

  /** Answers nothing more. */
  void kill() {
    time.drop(t -> t.owner == this);
  }

  private Faults faults() {
    return platform.machine().faults();
  }

  private ApplyResult apply(RouteChange change) {
    Faults faults = faults();
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
