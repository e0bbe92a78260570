package net.routerd.api;

/** The life of an engine. */
public enum EngineState {
  /** Built, not started. */
  NEW,
  /** Watching, probing and keeping routes. */
  RUNNING,
  /** It ended by an error of its own or of the platform; the routes stay as they were (ENG-7). */
  BROKEN,
  /** Closed. */
  CLOSED
}
