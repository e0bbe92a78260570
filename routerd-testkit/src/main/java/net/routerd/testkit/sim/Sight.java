package net.routerd.testkit.sim;

import java.util.List;
import net.routerd.api.RouterdEvent;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.RouteChange;
import net.routerd.model.status.StatusSnapshot;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.ProbeRequest;
import net.routerd.testkit.KernelChange;

/** Something that an invariant may look at. Its text is a line of the timeline. */
public sealed interface Sight {

  /**
   * A step of the storm happens now.
   *
   * @param step what happens, in words
   */
  record Stepped(String step) implements Sight {
    @Override
    public String toString() {
      return "* " + step;
    }
  }

  /** A process with an engine starts; what was known of the one before is of the past. */
  record Started() implements Sight {
    @Override
    public String toString() {
      return "engine starts";
    }
  }

  /** The engine is being closed. */
  record Closing() implements Sight {
    @Override
    public String toString() {
      return "engine is closed";
    }
  }

  /** The process is gone. */
  record Ended() implements Sight {
    @Override
    public String toString() {
      return "engine is gone";
    }
  }

  /**
   * The kernel changed, this very moment.
   *
   * @param change what was done
   * @param byEngine whether the engine or its platform did it, by whatever way
   */
  record Changed(KernelChange change, boolean byEngine) implements Sight {
    @Override
    public String toString() {
      return "kernel: " + change;
    }
  }

  /**
   * The engine asks for changes.
   *
   * @param changes what it asks for
   */
  record Applying(List<RouteChange> changes) implements Sight {
    @Override
    public String toString() {
      return "engine asks for " + changes;
    }
  }

  /**
   * The kernel's answers reach the engine.
   *
   * @param results the answers
   */
  record Answered(List<ApplyResult> results) implements Sight {
    @Override
    public String toString() {
      return "kernel answers "
          + results.stream().filter(r -> !(r instanceof ApplyResult.Applied)).toList();
    }
  }

  /**
   * The engine starts a probe.
   *
   * @param request what it asks for
   */
  record ProbeStarted(ProbeRequest request) implements Sight {
    @Override
    public String toString() {
      return "probe "
          + request.check().metadata().name()
          + " #"
          + request.sequence()
          + " dev "
          + request.device()
          + " "
          + request.path();
    }
  }

  /**
   * The result of a probe is there.
   *
   * @param request what was asked for
   * @param result what became of it
   */
  record ProbeEnded(ProbeRequest request, ProbeResult result) implements Sight {
    @Override
    public String toString() {
      return "probe " + result.check() + " #" + result.sequence() + ": " + result.outcome();
    }
  }

  /**
   * The engine published the statuses of another decision.
   *
   * @param before the statuses before
   * @param after the statuses now
   */
  record Decided(StatusSnapshot before, StatusSnapshot after) implements Sight {
    @Override
    public String toString() {
      return StatusWords.of(before, after);
    }
  }

  /**
   * A listener was told something.
   *
   * @param event what it was told
   */
  record Told(RouterdEvent event) implements Sight {
    @Override
    public String toString() {
      return "told: " + StatusWords.of(event);
    }
  }

  /** One event is over, and the engine has said what it decided in it, if that is anything new. */
  record Done() implements Sight {
    @Override
    public String toString() {
      return "";
    }
  }

  /** All is done that is due at this instant, and the engine has seen what there is to see. */
  record Settled() implements Sight {
    @Override
    public String toString() {
      return "";
    }
  }
}
