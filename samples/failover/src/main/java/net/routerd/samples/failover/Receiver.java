package net.routerd.samples.failover;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** An end of the internet: prints the number of each packet, and answers on 1.1.1.1 port 443. */
final class Receiver {

  static final String LISTENING = "listening";

  private Receiver() {}

  public static void main(String[] arguments) throws IOException {
    Helper.endWithInput();
    InetSocketAddress here = new InetSocketAddress(InetAddress.getByName(Sender.TO), Sender.PORT);
    try (DatagramSocket socket = new DatagramSocket(here);
        ServerSocket server = new ServerSocket(443, 50, InetAddress.getByName("1.1.1.1"))) {
      Helper.inBackground(
          () -> {
            while (true) {
              server.accept().close();
            }
          });
      System.out.println(LISTENING);
      DatagramPacket packet = new DatagramPacket(new byte[16], 16);
      while (true) {
        packet.setLength(16);
        socket.receive(packet);
        System.out.println(new String(packet.getData(), 0, packet.getLength(), US_ASCII));
      }
    }
  }
}
