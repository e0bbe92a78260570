package net.example.gateway;

import java.util.List;
import java.util.concurrent.CompletionStage;
import net.routerd.model.route.RouteChange;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.ForwardingPlatform;
import net.routerd.spi.Platform;

/** Counts the results of changes on their way from the platform to the engine. */
final class CountingPlatform extends ForwardingPlatform {

  private final Telemetry telemetry;

  CountingPlatform(Platform platform, Telemetry telemetry) {
    super(platform);
    this.telemetry = telemetry;
  }

  @Override
  public CompletionStage<List<ApplyResult>> apply(List<RouteChange> changes) {
    return super.apply(changes).thenApply(this::count);
  }

  private List<ApplyResult> count(List<ApplyResult> results) {
    results.forEach(result -> telemetry.count(result instanceof ApplyResult.Applied));
    return results;
  }
}
