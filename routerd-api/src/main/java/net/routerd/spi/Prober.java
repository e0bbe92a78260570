package net.routerd.spi;

import java.util.function.Consumer;
import net.routerd.model.probe.ProbeResult;

/** Sends probes. */
public interface Prober {

  /**
   * Sends one probe, pinned to its path, after asking the kernel that the path is there (PATH-2).
   *
   * @param request what to probe and how
   * @param done told the result, exactly once unless the platform is closed first, on any thread;
   *     returns at once
   */
  void probe(ProbeRequest request, Consumer<ProbeResult> done);
}
