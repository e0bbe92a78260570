package net.routerd.select.explain;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What would make a candidate win that is not selected: if all premises held and all else stayed as
 * it is, the next decision would select it (SEL-9). Premises come to hold in their order, in one
 * decision or in several, but the losses of others, which come last, in one: whoever is ready in
 * between would be selected and then have to be displaced.
 *
 * <p>What candidates share (a device, a check, a lease) may make others ready together with this
 * one; that is not "all else as it is".
 *
 * @param premises what would have to be so, one or more
 */
public record Counterfactual(List<Premise> premises) {

  /** Copies the list. */
  public Counterfactual {
    premises = List.copyOf(premises);
  }

  /**
   * Returns the premises for a person.
   *
   * @return such as {@code it is ready (now DeviceDown) and it stays ready for 30s}
   */
  @Override
  public String toString() {
    return premises.stream().map(Premise::toString).collect(Collectors.joining(" and "));
  }
}
