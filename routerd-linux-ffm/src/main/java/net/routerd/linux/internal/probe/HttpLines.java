package net.routerd.linux.internal.probe;

/** Goes through what has arrived of a response, line by line and otherwise; then of another. */
final class HttpLines {

  private byte[] bytes = {};
  private int size;
  private int at;
  private int from;
  private int to;

  void begin(Bytes received) {
    bytes = received.room();
    size = received.size();
    at = 0;
  }

  /** Goes to the next line; false, and stays, if that has no end yet. */
  boolean next() {
    int end = Octets.indexOf(bytes, at, size, '\n');
    if (end == Octets.NONE) {
      return false;
    }
    from = at;
    to = end > at && bytes[end - 1] == '\r' ? end - 1 : end;
    at = end + 1;
    return true;
  }

  /** Returns the bytes, of which the line is those from {@link #from} to {@link #to}. */
  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  /** Returns where the line ends, without what ends it. */
  int to() {
    return to;
  }

  boolean isEmpty() {
    return from == to;
  }

  /** Returns where what follows the line begins. */
  int at() {
    return at;
  }

  /** Returns how much follows the line. */
  int left() {
    return size - at;
  }

  void skip(int count) {
    at += count;
  }
}
