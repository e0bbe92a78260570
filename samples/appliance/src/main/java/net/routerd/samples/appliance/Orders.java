package net.routerd.samples.appliance;

import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What the running appliance is told to do, one thing after the other. */
final class Orders {

  enum Order {
    RELOAD,
    END,
    BROKEN
  }

  private final BlockingQueue<Order> queue = new LinkedBlockingQueue<>();

  private Orders() {}

  /**
   * Takes orders from signals: SIGHUP reloads, SIGTERM and SIGINT end. With a shutdown hook alone
   * the JVM would exit with 143 for a SIGTERM, and an end that was asked for is no failure (CLI-9).
   * What whoever started the process set to be ignored (nohup does so with SIGHUP) stays ignored,
   * and is reported.
   */
  static Orders fromSignals(PrintStream err) {
    Orders orders = new Orders();
    Map.of("HUP", Order.RELOAD, "TERM", Order.END, "INT", Order.END)
        .forEach(
            (name, order) -> {
              if (!orders.takeSignal(name, order)) {
                err.println(
                    "appliance: SIG"
                        + name
                        + " was set to be ignored by what started this; it will do nothing");
              }
            });
    return orders;
  }

  /**
   * The JDK has no other way to take a signal than {@code sun.misc.Signal}. By reflection, because
   * javac warns of each use in a way that cannot be switched off, and no warning passes our build.
   * Returns false if the signal is ignored.
   */
  private boolean takeSignal(String name, Order order) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object give =
          Proxy.newProxyInstance(
              handler.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                give(order);
                return null;
              });
      Object before =
          signal
              .getMethod("handle", signal, handler)
              .invoke(null, signal.getConstructor(String.class).newInstance(name), give);
      return !handler.getField("SIG_IGN").get(null).equals(before);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("module jdk.unsupported lacks sun.misc.Signal", e);
    }
  }

  void give(Order order) {
    queue.add(order);
  }

  Order take() throws InterruptedException {
    return queue.take();
  }
}
