package net.routerd.linux.internal.rtnl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.routerd.linux.internal.netlink.Nl;
import net.routerd.linux.internal.netlink.NlFrames;
import net.routerd.linux.internal.netlink.NlMessage;

/** Messages that were recorded between iproute2 and the kernel, each under its command. */
public final class Vectors {

  /**
   * One command.
   *
   * @param command as it was typed
   * @param request what it sent
   * @param notifications what the kernel told
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Vector(String command, byte[] request, List<byte[]> notifications) {
    /** The message without its header, its number and port, which no fixture fixes. */
    public byte[] body() {
      byte[] body = new byte[request.length - Nl.HEADER_BYTES];
      System.arraycopy(request, Nl.HEADER_BYTES, body, 0, body.length);
      return body;
    }

    @Override
    public String toString() {
      return command;
    }
  }

  private Vectors() {}

  /** Reads the vectors of one family of messages. */
  public static List<Vector> of(String family) {
    List<Vector> vectors = new ArrayList<>();
    for (String block : List.of(read("/vectors/" + family + ".txt").split("\n\n", -1))) {
      List<String> lines = block.lines().filter(l -> !l.startsWith("#")).toList();
      if (!lines.isEmpty()) {
        vectors.add(
            new Vector(
                value(lines, "cmd ").getFirst(),
                HexFormat.of().parseHex(value(lines, "request ").getFirst()),
                value(lines, "notification ").stream().map(HexFormat.of()::parseHex).toList()));
      }
    }
    return vectors;
  }

  /** Finds the vector of a command. */
  public static Vector command(String family, String command) {
    return of(family).stream().filter(v -> v.command().equals(command)).findFirst().orElseThrow();
  }

  /** Reads the only message of a datagram. */
  public static NlMessage message(byte[] datagram) {
    return new NlFrames(ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder())).next();
  }

  private static List<String> value(List<String> lines, String key) {
    return lines.stream()
        .filter(l -> l.startsWith(key))
        .map(l -> l.substring(key.length()))
        .toList();
  }

  private static String read(String resource) {
    try (InputStream in = Vectors.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
