package net.routerd.select;

import java.util.ArrayList;
import java.util.List;
import net.routerd.model.ConfigProblem;
import net.routerd.model.RouterConfig;

/**
 * Decides everything that is decided (ENG-1). Total, and pure: the same inputs give the same
 * decision, to the byte (SEL-8); nothing here can reach a clock, a thread, a file or a socket.
 */
public final class Decider {

  private final Settings settings;

  /**
   * Makes one.
   *
   * @param settings what the embedding program sets beside the configuration
   */
  public Decider(Settings settings) {
    this.settings = settings;
  }

  /**
   * Decides.
   *
   * @param configuration what is wanted
   * @param observations what is known of the world
   * @param memory what the last decision left, {@link Memory#EMPTY} at the start
   * @param now the time
   * @return all that follows
   */
  public Decision decide(
      RouterConfig configuration, Observations observations, Memory memory, Moment now) {
    return new DecisionGraph(configuration, settings, memory, now)
        .decide(observations, now, Urgent.NOBODY);
  }

  /**
   * Returns what is allowed and probably not meant, as the configuration alone and as the machine
   * shows it.
   *
   * @param configuration what is wanted
   * @param observations what is known of the world
   * @param memory what the last decision left
   * @param now the time
   * @return the warnings of the configuration, then those of the machine
   */
  public List<ConfigProblem> warnings(
      RouterConfig configuration, Observations observations, Memory memory, Moment now) {
    List<ConfigProblem> warnings = new ArrayList<>(configuration.warnings());
    warnings.addAll(
        new DecisionGraph(configuration, settings, memory, now).warnings(observations, now));
    return warnings;
  }
}
