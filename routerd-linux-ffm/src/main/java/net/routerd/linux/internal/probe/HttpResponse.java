package net.routerd.linux.internal.probe;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What has arrived of an HTTP/1.1 response (RFC 9112): status line, headers, and a body of a known
 * length, in chunks, or until the connection ends.
 */
sealed interface HttpResponse {

  /** The headers have not arrived completely. */
  record Incomplete() implements HttpResponse {}

  /**
   * The headers have arrived.
   *
   * @param status the status code
   * @param body what has arrived of the body, a letter of ISO 8859-1 for each byte
   * @param complete whether that is all of it
   */
  record Arrived(int status, String body, boolean complete) implements HttpResponse {}

  /**
   * This is no such response.
   *
   * @param why for a person
   */
  record Malformed(String why) implements HttpResponse {}

  /**
   * Reads what has arrived.
   *
   * @param bytes all of it
   * @param ended whether the server has ended the connection
   */
  static HttpResponse parse(byte[] bytes, boolean ended) {
    try {
      return new Reader(bytes, ended).response();
    } catch (IllegalArgumentException e) {
      return new Malformed(String.valueOf(e.getMessage()));
    }
  }

  /** Reads line by line. What is malformed throws IllegalArgumentException. */
  final class Reader {

    private final byte[] bytes;
    private final boolean ended;
    private int at;
    private boolean cut;
    private boolean chunked;
    private int length = -1;

    Reader(byte[] bytes, boolean ended) {
      this.bytes = bytes;
      this.ended = ended;
    }

    HttpResponse response() {
      int status;
      do {
        String line = line();
        if (cut) {
          return unfinished();
        }
        status = status(line);
        headers();
        if (cut) {
          return unfinished();
        }
        // Interim responses (RFC 9110, section 15.2) come before the one that counts.
      } while (status / 100 == 1);
      return body(status);
    }

    private HttpResponse unfinished() {
      if (ended) {
        throw new IllegalArgumentException("the connection ended within the headers");
      }
      return new Incomplete();
    }

    /** Returns the next line without its end; sets {@link #cut} if it has no end yet. */
    private String line() {
      for (int end = at; end < bytes.length; end++) {
        if (bytes[end] == '\n') {
          int last = end > at && bytes[end - 1] == '\r' ? end - 1 : end;
          String line = new String(bytes, at, last - at, StandardCharsets.ISO_8859_1);
          at = end + 1;
          return line;
        }
      }
      cut = true;
      return "";
    }

    private static int status(String line) {
      if (!line.matches("HTTP/1\\.[0-9] [1-9][0-9][0-9]( .*)?")) {
        throw new IllegalArgumentException("no HTTP/1 status line");
      }
      return Integer.parseInt(line.substring(9, 12));
    }

    private void headers() {
      chunked = false;
      length = -1;
      for (String line = line(); !cut && !line.isEmpty(); line = line()) {
        int colon = line.indexOf(':');
        if (colon < 1) {
          throw new IllegalArgumentException("a header line without a name");
        }
        String value = line.substring(colon + 1).strip();
        switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
          case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
          case "content-length" -> length = contentLength(value);
          default -> {}
        }
      }
    }

    private int contentLength(String value) {
      if (!value.matches("[0-9]{1,9}")) {
        throw new IllegalArgumentException("a Content-Length that is no number");
      }
      int found = Integer.parseInt(value);
      if (length >= 0 && length != found) {
        throw new IllegalArgumentException("two values of Content-Length");
      }
      return found;
    }

    private HttpResponse body(int status) {
      if (status == 204 || status == 304) {
        return new Arrived(status, "", true);
      }
      if (chunked) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        boolean complete = chunks(body);
        return new Arrived(status, body.toString(StandardCharsets.ISO_8859_1), complete);
      }
      int there = bytes.length - at;
      int count = length < 0 ? there : Math.min(there, length);
      String body = new String(bytes, at, count, StandardCharsets.ISO_8859_1);
      return new Arrived(status, body, length < 0 ? ended : count == length);
    }

    /** Appends what has arrived of the chunks; true if the last one has. */
    private boolean chunks(ByteArrayOutputStream body) {
      while (true) {
        String line = line();
        if (cut) {
          return false;
        }
        int size = chunkSize(line);
        int there = Math.min(size, bytes.length - at);
        body.write(bytes, at, there);
        at += there;
        if (size == 0) {
          return true;
        }
        if (there < size) {
          return false;
        }
        String empty = line();
        if (!cut && !empty.isEmpty()) {
          throw new IllegalArgumentException("a chunk longer than its size");
        }
      }
    }

    private static int chunkSize(String line) {
      String size = line.split(";", 2)[0].strip();
      if (!size.matches("[0-9a-fA-F]{1,7}")) {
        throw new IllegalArgumentException("a chunk without a size");
      }
      return Integer.parseInt(size, 16);
    }
  }
}
