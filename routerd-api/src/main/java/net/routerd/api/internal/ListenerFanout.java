package net.routerd.api.internal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import net.routerd.api.RouterdEvent;
import net.routerd.api.RouterdListener;

/**
 * Tells events to listeners: each in order, none delayed by another, the engine by none (ENG-2).
 */
final class ListenerFanout {

  /**
   * What a listener that blocks may have waiting; then the oldest are dropped, for memory is
   * bounded.
   */
  private static final int MOST_WAITING = 10_000;

  private static final Logger LOG = System.getLogger("net.routerd");

  private final List<Lane> lanes;

  ListenerFanout(List<RouterdListener> listeners, Executor executor) {
    lanes = listeners.stream().map(listener -> new Lane(listener, executor)).toList();
  }

  void tell(RouterdEvent event) {
    lanes.forEach(lane -> lane.add(event));
  }

  private static final class Lane implements Runnable {
    private final RouterdListener listener;
    private final Executor executor;
    private final Queue<RouterdEvent> waiting = new ArrayDeque<>();
    private boolean running;

    Lane(RouterdListener listener, Executor executor) {
      this.listener = listener;
      this.executor = executor;
    }

    void add(RouterdEvent event) {
      synchronized (waiting) {
        if (waiting.size() == MOST_WAITING) {
          waiting.remove();
          LOG.log(Level.WARNING, "a listener blocks: its oldest event was dropped");
        }
        waiting.add(event);
        if (running) {
          return;
        }
        running = true;
      }
      executor.execute(this);
    }

    @Override
    public void run() {
      while (true) {
        RouterdEvent event;
        synchronized (waiting) {
          event = waiting.poll();
          if (event == null) {
            running = false;
            return;
          }
        }
        try {
          listener.on(event);
        } catch (RuntimeException | Error e) {
          LOG.log(Level.WARNING, "a listener threw on " + event, e);
        }
      }
    }
  }
}
