package net.routerd.linux;

import java.util.Optional;
import java.util.function.Consumer;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeResult;
import net.routerd.spi.ProbeRequest;
import net.routerd.spi.Prober;
import net.routerd.spi.TimeSource;

/** Sends nothing: who only observes sets up no path, and a probe without one is no probe. */
final class ObservingProber implements Prober {

  @Override
  public void probe(ProbeRequest request, Consumer<ProbeResult> done) {
    long now = TimeSource.SYSTEM.nanos();
    done.accept(
        new ProbeResult(
            request.check().metadata().name(),
            request.generation(),
            request.sequence(),
            new ProbeOutcome(ProbeOutcome.Kind.NO_PATH, "the platform was opened to observe"),
            Optional.empty(),
            now,
            now));
  }
}
