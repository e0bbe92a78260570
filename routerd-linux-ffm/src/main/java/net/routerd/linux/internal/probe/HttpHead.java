package net.routerd.linux.internal.probe;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The status line and the headers of a response; then of another. */
final class HttpHead {

  /** There is no Content-Length. */
  static final int NO_LENGTH = -1;

  private static final byte[] VERSION = ascii("HTTP/1.");
  private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");
  private static final byte[] CONTENT_LENGTH = ascii("content-length");
  private static final byte[] CHUNKED = ascii("chunked");

  /** Where the code is: behind the version's last digit and a blank. */
  private static final int CODE = VERSION.length + 2, CODE_END = CODE + 3;

  /** Neither may be in the words behind the code: they end a line, as a line feed does. */
  private static final char CARRIAGE_RETURN = '\r', NEXT_LINE = '\u0085';

  private static final int LENGTH_DIGITS = 9;

  private int status;
  private boolean chunked;
  private int length;

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads the head of the response that counts; false if it has not arrived completely. */
  boolean read(HttpLines lines) throws HttpResponse.Malformed {
    do {
      if (!lines.next()) {
        return false;
      }
      status = status(lines.bytes(), lines.from(), lines.to());
      if (!headers(lines)) {
        return false;
      }
      // Interim responses (RFC 9110, section 15.2) come before the one that counts.
    } while (status / 100 == 1);
    return true;
  }

  private static int status(byte[] bytes, int from, int to) throws HttpResponse.Malformed {
    int status =
        to - from >= CODE_END && isVersion(bytes, from) && isWords(bytes, from + CODE_END, to)
            ? Octets.number(bytes, from + CODE, from + CODE_END, 3, 10)
            : Octets.NONE;
    if (status < 100) {
      throw new HttpResponse.Malformed("no HTTP/1 status line");
    }
    return status;
  }

  private static boolean isVersion(byte[] bytes, int from) {
    int minor = from + VERSION.length;
    return Arrays.equals(bytes, from, minor, VERSION, 0, VERSION.length)
        && Octets.number(bytes, minor, minor + 1, 1, 10) != Octets.NONE
        && bytes[minor + 1] == ' ';
  }

  /** There may be a blank behind the code, and then words in which no line ends. */
  private static boolean isWords(byte[] bytes, int from, int to) {
    return from == to
        || bytes[from] == ' '
            && Octets.indexOf(bytes, from, to, CARRIAGE_RETURN) == Octets.NONE
            && Octets.indexOf(bytes, from, to, NEXT_LINE) == Octets.NONE;
  }

  private boolean headers(HttpLines lines) throws HttpResponse.Malformed {
    chunked = false;
    length = NO_LENGTH;
    while (lines.next()) {
      if (lines.isEmpty()) {
        return true;
      }
      header(lines.bytes(), lines.from(), lines.to());
    }
    return false;
  }

  private void header(byte[] bytes, int from, int to) throws HttpResponse.Malformed {
    int colon = Octets.indexOf(bytes, from, to, ':');
    if (colon <= from) {
      throw new HttpResponse.Malformed("a header line without a name");
    }
    int first = Octets.first(bytes, colon + 1, to);
    int end = Octets.end(bytes, first, to);
    if (Octets.isIgnoringCase(bytes, from, colon, TRANSFER_ENCODING)) {
      chunked = Octets.isIgnoringCase(bytes, first, end, CHUNKED);
    } else if (Octets.isIgnoringCase(bytes, from, colon, CONTENT_LENGTH)) {
      contentLength(Octets.number(bytes, first, end, LENGTH_DIGITS, 10));
    }
  }

  private void contentLength(int found) throws HttpResponse.Malformed {
    if (found == Octets.NONE) {
      throw new HttpResponse.Malformed("a Content-Length that is no number");
    }
    if (length != NO_LENGTH && length != found) {
      throw new HttpResponse.Malformed("two values of Content-Length");
    }
    length = found;
  }

  int status() {
    return status;
  }

  /** Tells whether the status says that there is no body, whatever the headers say. */
  boolean isAlone() {
    return status == 204 || status == 304;
  }

  boolean chunked() {
    return chunked;
  }

  /** Returns the length of the body, {@link #NO_LENGTH} if it goes to the connection's end. */
  int length() {
    return length;
  }
}
