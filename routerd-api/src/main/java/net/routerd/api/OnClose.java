package net.routerd.api;

/** What becomes of the routes when an engine is closed (RT-7). */
public enum OnClose {
  /** They stay, so that traffic goes on while nobody decides. */
  KEEP,
  /** They are taken away. */
  WITHDRAW
}
