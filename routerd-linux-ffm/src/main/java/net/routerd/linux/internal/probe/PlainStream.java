package net.routerd.linux.internal.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The bytes of the socket as they are. */
final class PlainStream implements ByteStream {

  private final SocketBytes socket;

  PlainStream(SocketBytes socket) {
    this.socket = socket;
  }

  @Override
  public void send(byte[] bytes) {
    socket.send(bytes);
  }

  @Override
  public boolean pump(ByteArrayOutputStream received) throws IOException {
    socket.flush();
    received.writeBytes(socket.receive());
    return !socket.ended();
  }

  @Override
  public int interest() {
    return socket.interest();
  }
}
