package net.routerd.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * A router in a namespace of its own, and behind each of its devices a namespace that plays the
 * rest of the world: it answers for 1.1.1.1 and 8.8.8.8, as long as a test lets it.
 */
final class Lab implements AutoCloseable {

  private final Netns netns = new Netns();
  private final String router = netns.add("router");
  private final List<ServerSocket> servers = new ArrayList<>();

  Netns netns() {
    return netns;
  }

  String router() {
    return router;
  }

  /** Adds a device of the router with a namespace behind it. */
  String uplink(String device) {
    String beyond = netns.add(device.length() > 6 ? device.substring(0, 6) : device);
    netns.veth(router, device, beyond, "peer");
    return beyond;
  }

  void address(String ns, String device, String address) {
    netns.address(ns, device, address);
  }

  /** Makes a namespace answer pings and connections for an address. */
  void answer(String ns, String address) {
    netns.ip(ns, "address", "add", address + "/32", "dev", "lo");
  }

  void silence(String ns, String address) {
    netns.ip(ns, "address", "del", address + "/32", "dev", "lo");
  }

  /** Accepts TCP connections in a namespace, on every address. */
  void listen(String ns, int port) {
    ServerSocket server =
        netns.run(
            ns,
            () -> {
              ServerSocket socket = new ServerSocket();
              socket.bind(new InetSocketAddress(InetAddress.getByName("0.0.0.0"), port));
              return socket;
            });
    servers.add(server);
    Thread.ofPlatform().daemon(true).name("accepts in " + ns).start(() -> accept(server));
  }

  private static void accept(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        server.accept().close();
      } catch (IOException closed) {
        return;
      }
    }
  }

  /** Returns the lines of {@code ip route} for one prefix in one table. */
  String route(String prefix, String table) {
    return netns.ip(router, "route", "show", "exact", prefix, "table", table).strip();
  }

  String defaultRoute() {
    return route("default", "main");
  }

  /** Connects from a namespace and tells whether the connection came about. */
  boolean connects(String ns, String target, int port) {
    return netns.run(
        ns,
        () -> {
          try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(target), port), 3000);
            return true;
          } catch (IOException e) {
            return false;
          }
        });
  }

  @Override
  public void close() {
    servers.forEach(
        server -> {
          try {
            server.close();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    netns.close();
  }
}
