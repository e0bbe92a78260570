package net.routerd.samples.failover;

import java.io.IOException;

/** What the programs beside the router have in common. */
final class Helper {

  /** Something that may fail by input and output. */
  interface Work {
    void run() throws IOException;
  }

  private Helper() {}

  /** Ends this program when whoever started it does, in whatever way. */
  static void endWithInput() {
    inBackground(
        () -> {
          while (System.in.read() >= 0) {}
          Runtime.getRuntime().halt(0);
        });
  }

  static void inBackground(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                Runtime.getRuntime().halt(1);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
