package net.routerd.samples.failover;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** The host behind the router: sends one numbered packet a millisecond, and prints each. */
final class Sender {

  static final int PORT = 5000;
  static final String TO = "198.51.100.10";
  private static final long PAUSE_NANOS = 1_000_000;

  private Sender() {}

  public static void main(String[] arguments) throws IOException {
    Helper.endWithInput();
    try (DatagramSocket socket = new DatagramSocket()) {
      InetAddress to = InetAddress.getByName(TO);
      long next = System.nanoTime();
      for (int number = 0; true; number++) {
        byte[] bytes = Integer.toString(number).getBytes(US_ASCII);
        Instant at = Instant.now();
        try {
          socket.send(new DatagramPacket(bytes, bytes.length, to, PORT));
        } catch (IOException e) {
          // The router said that there is no way: a lost packet like any other.
        }
        System.out.println(number + " " + at);
        next += PAUSE_NANOS;
        LockSupport.parkNanos(next - System.nanoTime());
      }
    }
  }
}
