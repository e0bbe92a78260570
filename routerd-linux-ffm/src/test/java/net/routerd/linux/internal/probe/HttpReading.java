package net.routerd.linux.internal.probe;

import java.nio.charset.StandardCharsets;

/** What {@link HttpResponse} reads of some bytes. */
sealed interface HttpReading {

  /** The headers have not arrived completely. */
  record Incomplete() implements HttpReading {}

  /** The headers have arrived; of the body there is a letter of ISO 8859-1 for each byte. */
  record Arrived(int status, String body, boolean complete) implements HttpReading {}

  /** This is no such response. */
  record Malformed(String why) implements HttpReading {}

  static HttpReading of(byte[] bytes, boolean ended) {
    return of(new HttpResponse(), bytes, ended);
  }

  static HttpReading of(HttpResponse response, byte[] bytes, boolean ended) {
    Bytes received = new Bytes();
    received.add(bytes, 0, bytes.length);
    try {
      return response.read(received, ended)
          ? new Arrived(
              response.status(),
              new String(response.body(), StandardCharsets.ISO_8859_1),
              response.complete())
          : new Incomplete();
    } catch (HttpResponse.Malformed e) {
      return new Malformed(String.valueOf(e.getMessage()));
    }
  }
}
