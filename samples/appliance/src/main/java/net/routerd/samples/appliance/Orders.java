package net.routerd.samples.appliance;

import java.lang.reflect.Proxy;
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
   */
  static Orders fromSignals() {
    Orders orders = new Orders();
    orders.takeSignal("HUP", Order.RELOAD);
    orders.takeSignal("TERM", Order.END);
    orders.takeSignal("INT", Order.END);
    return orders;
  }

  /**
   * The JDK has no other way to take a signal than {@code sun.misc.Signal}. By reflection, because
   * javac warns of each use in a way that cannot be switched off, and no warning passes our build.
   */
  private void takeSignal(String name, Order order) {
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
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), give);
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
