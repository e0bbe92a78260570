package net.routerd.select.explain;

import net.routerd.model.status.Reason;
import net.routerd.select.text.Seconds;

/** One thing that would have to be so for a candidate to win; it is not so now. */
public sealed interface Premise {

  /** The candidate's {@code enabled} is true. */
  record Enabled() implements Premise {
    @Override
    public String toString() {
      return "it is enabled";
    }
  }

  /** The candidate is no longer drained (ENG-8). */
  record Undrained() implements Premise {
    @Override
    public String toString() {
      return "its drain is released";
    }
  }

  /**
   * The candidate passes every test of RDY-1. Where its check was never judged, that is by its
   * first verdict.
   *
   * @param obstacle the first test that it fails now; others may come to light behind it
   */
  record Ready(Reason obstacle) implements Premise {
    @Override
    public String toString() {
      return "it is ready (now " + obstacle + ")";
    }
  }

  /**
   * The pin of another candidate is released (ENG-8).
   *
   * @param candidate that candidate's name
   */
  record Unpinned(String candidate) implements Premise {
    @Override
    public String toString() {
      return candidate + " is no longer pinned";
    }
  }

  /**
   * The candidate has another weight.
   *
   * @param atLeast a weight that suffices; one less would not, unless the selected candidate is
   *     held and its hold may end first. At most {@link net.routerd.model.Candidate#LARGEST_WEIGHT}
   */
  record Weighs(int atLeast) implements Premise {
    @Override
    public String toString() {
      return "its weight is " + atLeast + " or more";
    }
  }

  /**
   * The candidate has been ready without a break for so much longer (SEL-4).
   *
   * @param nanos the time, in nanoseconds of the monotonic clock; more than zero
   */
  record StaysReady(long nanos) implements Premise {
    @Override
    public String toString() {
      return "it stays ready for " + Seconds.text(nanos);
    }
  }

  /**
   * Another candidate is neither ready nor held any more.
   *
   * @param candidate that candidate's name
   */
  record Lost(String candidate) implements Premise {
    @Override
    public String toString() {
      return candidate + " is lost";
    }
  }
}
