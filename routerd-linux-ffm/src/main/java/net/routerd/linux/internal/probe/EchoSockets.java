package net.routerd.linux.internal.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.routerd.linux.internal.ffm.EventLoop;
import net.routerd.spi.ProbeRequest;
import org.jspecify.annotations.Nullable;

/** The ping sockets that are open for any probe that is pinned as they are. */
final class EchoSockets implements AutoCloseable {

  /** Longer than most intervals; then the kernel's memory for it is worth more than its opening. */
  static final Duration REST = Duration.ofSeconds(30);

  private final EventLoop loop;
  private final Wire wire;
  private final Duration rest;

  /** The one that was used last comes first. */
  private final List<EchoSocket> open = new ArrayList<>();

  /**
   * Makes none yet.
   *
   * @param rest how long one stays open after its last probe
   */
  EchoSockets(EventLoop loop, Wire wire, Duration rest) {
    this.loop = loop;
    this.wire = wire;
    this.rest = rest;
  }

  /**
   * Returns one that serves a request, opening it if there is none.
   *
   * @param request a probe that leaves its source address to the kernel
   * @return null if none can be opened: its own socket will say why, or be a raw one
   */
  @Nullable EchoSocket find(ProbeRequest request) {
    for (int i = 0; i < open.size(); i++) {
      if (open.get(i).serves(request)) {
        Collections.swap(open, 0, i);
        return open.getFirst();
      }
    }
    EchoSocket another = new EchoSocket(loop, wire, rest, this::over);
    if (!another.open(request)) {
      return null;
    }
    open.addFirst(another);
    return another;
  }

  private void over(EchoSocket socket) {
    open.remove(socket);
    socket.close();
  }

  /** Closes those on which no answer is awaited. */
  void closeIdle() {
    List.copyOf(open).stream().filter(EchoSocket::isIdle).forEach(this::over);
  }

  /** Closes all. */
  @Override
  public void close() {
    open.forEach(EchoSocket::close);
    open.clear();
  }
}
