package net.routerd.linux.internal.probe;

import java.util.Arrays;

/** Reads a range of bytes as letters of ISO 8859-1 where it lies, without making a string of it. */
final class Octets {

  static final int NONE = -1;

  private Octets() {}

  /** Returns where a letter comes first, or {@link #NONE}. */
  static int indexOf(byte[] bytes, int from, int to, char letter) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == (byte) letter) {
        return i;
      }
    }
    return NONE;
  }

  /** Tells whether the range is the text, given in small letters; capital ones are the same. */
  static boolean isIgnoringCase(byte[] bytes, int from, int to, byte[] small) {
    if (to - from != small.length) {
      return false;
    }
    for (int i = 0; i < small.length; i++) {
      byte found = bytes[from + i];
      if ((found >= 'A' && found <= 'Z' ? found + ('a' - 'A') : found) != small[i]) {
        return false;
      }
    }
    return true;
  }

  /** Returns the number that the range is, of 1 to so many digits, or {@link #NONE}. */
  static int number(byte[] bytes, int from, int to, int most, int radix) {
    int number = from < to && to - from <= most ? 0 : NONE;
    for (int i = from; i < to && number != NONE; i++) {
      int digit = Character.digit(bytes[i] & 0xFF, radix);
      number = digit < 0 ? NONE : number * radix + digit;
    }
    return number;
  }

  /** Returns where the range begins without the blanks before it. */
  static int first(byte[] bytes, int from, int to) {
    int first = from;
    while (first < to && isBlank(bytes[first])) {
      first++;
    }
    return first;
  }

  /** Returns where the range ends without the blanks behind it. */
  static int end(byte[] bytes, int from, int to) {
    int end = to;
    while (end > from && isBlank(bytes[end - 1])) {
      end--;
    }
    return end;
  }

  private static boolean isBlank(byte letter) {
    return Character.isWhitespace(letter & 0xFF);
  }

  /** Tells whether the text is somewhere in the range; an empty one always is. */
  static boolean holds(byte[] bytes, int from, int to, byte[] text) {
    int length = text.length;
    if (length == 0) {
      return true;
    }
    for (int i = from; i <= to - length; i++) {
      if (bytes[i] == text[0] && Arrays.equals(bytes, i, i + length, text, 0, length)) {
        return true;
      }
    }
    return false;
  }
}
