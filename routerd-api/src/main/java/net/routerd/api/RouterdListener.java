package net.routerd.api;

/**
 * Told what happens, on a thread of its own (ENG-2): one event at a time, in order; a listener that
 * is slow or throws delays nothing.
 */
@FunctionalInterface
public interface RouterdListener {

  /**
   * Takes an event.
   *
   * @param event what happened
   */
  void on(RouterdEvent event);
}
