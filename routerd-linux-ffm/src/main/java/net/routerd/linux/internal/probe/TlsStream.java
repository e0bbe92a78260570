package net.routerd.linux.internal.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import net.routerd.model.HealthCheck;
import org.jspecify.annotations.Nullable;

/**
 * TLS by the JDK's engine. The server's certificate must be trusted and name the host (HC-10). What
 * takes the engine long (loading trust, checking a certificate) runs on a virtual thread; meanwhile
 * nothing is read.
 */
final class TlsStream implements ByteStream {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketBytes socket;
  private final Runnable again;
  private final ByteArrayOutputStream toSend = new ByteArrayOutputStream();
  private ByteBuffer incoming = ByteBuffer.allocate(32 * 1024).flip();
  private boolean closed;
  private volatile @Nullable SSLEngine engine;
  private volatile @Nullable RuntimeException problem;
  private volatile boolean busy;

  /**
   * Begins to make the engine.
   *
   * @param tls what is trusted; asked on another thread
   * @param again called, on another thread, when there is reason to pump again
   */
  TlsStream(SocketBytes socket, HealthCheck check, Supplier<SSLContext> tls, Runnable again) {
    this.socket = socket;
    this.again = again;
    offload(() -> engine = makeEngine(check, tls.get()));
  }

  private static SSLEngine makeEngine(HealthCheck check, SSLContext context) {
    String host = HttpRequest.host(check);
    SSLEngine made = context.createSSLEngine(host, check.port());
    made.setUseClientMode(true);
    SSLParameters parameters = made.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    if (check.host().isPresent() && !HttpRequest.isAddress(host)) {
      parameters.setServerNames(List.of(new SNIHostName(host)));
    }
    made.setSSLParameters(parameters);
    return made;
  }

  private void offload(Runnable work) {
    busy = true;
    Thread.startVirtualThread(
        () -> {
          try {
            work.run();
          } catch (RuntimeException e) {
            problem = e;
          }
          busy = false;
          again.run();
        });
  }

  @Override
  public void send(byte[] bytes) {
    toSend.writeBytes(bytes);
  }

  @Override
  public boolean pump(Bytes received) throws IOException {
    boolean more = true;
    while (more && !busy) {
      if (problem != null) {
        throw new SSLException(problem);
      }
      SSLEngine current = engine;
      if (current == null) {
        throw new IllegalStateException("no engine and no work under way");
      }
      switch (current.getHandshakeStatus()) {
        case NEED_TASK -> {
          Runnable task = current.getDelegatedTask();
          if (task != null) {
            offload(task);
          }
        }
        case NEED_WRAP -> more = wrap(current, NOTHING);
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> more = unwrap(current, received);
        case FINISHED, NOT_HANDSHAKING -> {
          if (toSend.size() > 0) {
            ByteBuffer plain = ByteBuffer.wrap(toSend.toByteArray());
            toSend.reset();
            wrap(current, plain);
            send(remaining(plain));
          } else {
            more = unwrap(current, received);
          }
        }
      }
    }
    socket.flush();
    return more || !closed && !socket.ended();
  }

  /** Protects and queues bytes; false once the engine has nothing to say any more. */
  private boolean wrap(SSLEngine current, ByteBuffer plain) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(current.getSession().getPacketBufferSize());
    SSLEngineResult result = current.wrap(plain, out);
    socket.send(remaining(out.flip()));
    socket.flush();
    return result.getStatus() == SSLEngineResult.Status.OK;
  }

  /** Unprotects one record; false if it has not arrived completely. */
  private boolean unwrap(SSLEngine current, Bytes received) throws IOException {
    ByteBuffer plain = ByteBuffer.allocate(current.getSession().getApplicationBufferSize());
    SSLEngineResult result = current.unwrap(incoming, plain);
    received.add(plain.flip());
    return switch (result.getStatus()) {
      case OK -> true;
      case BUFFER_UNDERFLOW -> receive();
      case BUFFER_OVERFLOW -> throw new SSLException("a record larger than the session allows");
      case CLOSED -> {
        closed = true;
        yield false;
      }
    };
  }

  private boolean receive() throws IOException {
    ByteBuffer bytes = socket.receive();
    boolean any = bytes.hasRemaining();
    ByteBuffer joined = ByteBuffer.allocate(incoming.remaining() + bytes.remaining());
    incoming = joined.put(incoming).put(bytes).flip();
    return any;
  }

  private static byte[] remaining(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @Override
  public int interest() {
    return busy ? 0 : socket.interest();
  }
}
