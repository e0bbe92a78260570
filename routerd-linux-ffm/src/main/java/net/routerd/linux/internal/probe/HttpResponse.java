package net.routerd.linux.internal.probe;

import java.util.Arrays;

/**
 * What has arrived of an HTTP/1.1 response (RFC 9112): status line, headers, and a body of a known
 * length, in chunks, or until the connection ends. It is read where it lies; then another is.
 */
final class HttpResponse {

  /** This is no such response; the message says why, for a person. */
  static final class Malformed extends Exception {

    private static final long serialVersionUID = 1L;

    Malformed(String why) {
      // No trace: it says what a server has sent, not where ours was read.
      super(why, null, false, false);
    }
  }

  private static final int SIZE_DIGITS = 7;

  private final HttpLines lines = new HttpLines();
  private final HttpHead head = new HttpHead();
  private final Bytes chunks = new Bytes();

  // What has arrived of the body.
  private byte[] body = {};
  private int from;
  private int to;
  private boolean complete;

  /**
   * Reads what has arrived.
   *
   * @param received all of it
   * @param ended whether the server has ended the connection
   * @return whether the headers have arrived; only then is anything known
   * @throws Malformed if this is no such response
   */
  boolean read(Bytes received, boolean ended) throws Malformed {
    lines.begin(received);
    if (head.read(lines)) {
      body(ended);
      return true;
    }
    if (ended) {
      throw new Malformed("the connection ended within the headers");
    }
    return false;
  }

  private void body(boolean ended) throws Malformed {
    if (head.isAlone()) {
      bodyIs(lines.bytes(), lines.at(), 0, true);
    } else if (head.chunked()) {
      chunks.clear();
      boolean last = chunks();
      bodyIs(chunks.room(), 0, chunks.size(), last);
    } else if (head.length() == HttpHead.NO_LENGTH) {
      bodyIs(lines.bytes(), lines.at(), lines.left(), ended);
    } else {
      int count = Math.min(lines.left(), head.length());
      bodyIs(lines.bytes(), lines.at(), count, count == head.length());
    }
  }

  private void bodyIs(byte[] bytes, int first, int count, boolean all) {
    body = bytes;
    from = first;
    to = first + count;
    complete = all;
  }

  /** Puts what has arrived of the chunks together; true if the last one has. */
  private boolean chunks() throws Malformed {
    while (lines.next()) {
      int size = chunkSize(lines.bytes(), lines.from(), lines.to());
      int there = Math.min(size, lines.left());
      chunks.add(lines.bytes(), lines.at(), there);
      lines.skip(there);
      if (size == 0) {
        return true;
      }
      if (lines.next() && !lines.isEmpty()) {
        throw new Malformed("a chunk longer than its size");
      }
    }
    return false;
  }

  private static int chunkSize(byte[] bytes, int from, int to) throws Malformed {
    int semicolon = Octets.indexOf(bytes, from, to, ';');
    int behind = semicolon == Octets.NONE ? to : semicolon;
    int first = Octets.first(bytes, from, behind);
    int end = Octets.end(bytes, first, behind);
    int size = Octets.number(bytes, first, end, SIZE_DIGITS, 16);
    if (size == Octets.NONE) {
      throw new Malformed("a chunk without a size");
    }
    return size;
  }

  int status() {
    return head.status();
  }

  /** Tells whether all of the body has arrived. */
  boolean complete() {
    return complete;
  }

  /** Returns a copy of what has arrived of the body, for a test. */
  byte[] body() {
    return Arrays.copyOfRange(body, from, to);
  }

  /** Tells whether what has arrived of the body holds a text. */
  boolean holds(byte[] text) {
    return Octets.holds(body, from, to, text);
  }
}
