package net.routerd.api.internal;

import net.routerd.api.RouterdEvent;
import net.routerd.model.RouterConfig;
import net.routerd.select.Decision;
import net.routerd.select.Moment;
import net.routerd.select.Observations;

/** Hears what a loop does, on the engine's thread; what it does not care for it leaves out. */
interface LoopOwner {

  /** Takes an event. */
  default void tell(RouterdEvent event) {}

  /** Takes each decision, once what it changes was handed over. */
  default void published(Decision decision) {}

  /** Takes the first decision that leaves nothing open, and what it was made of. */
  default void settled(
      RouterConfig configuration, Observations seen, Decision decision, Moment now) {}

  /** Takes what ended the loop (ENG-7). */
  default void broken(Throwable cause) {}
}
