package net.routerd.model.net;

import java.util.regex.Pattern;

/**
 * Text to address and back. Our own, because the JDK's parser takes {@code 10.1} and {@code
 * 010.0.0.1}, and turns IPv4-mapped IPv6 into IPv4.
 */
final class AddressText {

  private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");

  private AddressText() {}

  static IpAddress parse(String text) {
    if (text.indexOf('%') >= 0) {
      throw new IllegalArgumentException("zone ids are not accepted: " + text);
    }
    return text.indexOf(':') >= 0
        ? parseV6(text)
        : new IpAddress(IpFamily.IPV4, 0, parseV4(text, text));
  }

  private static long parseV4(String part, String whole) {
    long value = 0;
    int parts = 0;
    int at = 0;
    while (true) {
      int start = at;
      int number = 0;
      while (at < part.length()
          && part.charAt(at) >= '0'
          && part.charAt(at) <= '9'
          && at - start < 4) {
        number = number * 10 + part.charAt(at++) - '0';
      }
      if (at == start || number > 255 || at - start > 3) {
        throw notAnAddress(whole);
      }
      if (part.charAt(start) == '0' && at - start > 1) {
        throw new IllegalArgumentException(
            "leading zeros are not accepted in an IPv4 address: " + whole);
      }
      value = value << 8 | number;
      parts++;
      if (at == part.length()) {
        break;
      }
      if (part.charAt(at++) != '.' || parts == 4) {
        throw notAnAddress(whole);
      }
    }
    if (parts != 4) {
      throw new IllegalArgumentException("an IPv4 address has four decimal parts: " + whole);
    }
    return value;
  }

  private static IpAddress parseV6(String text) {
    int gap = text.indexOf("::");
    int[] groups = new int[8];
    int left =
        gap < 0
            ? fill(text, text, groups, 0, true)
            : fill(text.substring(0, gap), text, groups, 0, false);
    if (gap >= 0) {
      int[] tail = new int[8];
      int right = fill(text.substring(gap + 2), text, tail, 0, true);
      if (left + right > 7) {
        throw notAnAddress(text);
      }
      System.arraycopy(tail, 0, groups, 8 - right, right);
    } else if (left != 8) {
      throw notAnAddress(text);
    }
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = high << 16 | groups[i];
      low = low << 16 | groups[i + 4];
    }
    if (high == 0 && low >>> 32 == 0xFFFF) {
      throw new IllegalArgumentException("IPv4-mapped IPv6 addresses are not accepted: " + text);
    }
    return new IpAddress(IpFamily.IPV6, high, low);
  }

  /** Fills the groups from colon-separated text and returns how many there were. */
  private static int fill(String part, String whole, int[] groups, int from, boolean mayEndInV4) {
    if (part.isEmpty()) {
      return 0;
    }
    int count = from;
    String[] words = part.split(":", -1);
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      if (i == words.length - 1 && mayEndInV4 && word.indexOf('.') >= 0 && count <= 6) {
        long v4 = parseV4(word, whole);
        groups[count++] = (int) (v4 >>> 16);
        groups[count++] = (int) (v4 & 0xFFFF);
      } else if (count < 8 && GROUP.matcher(word).matches()) {
        groups[count++] = Integer.parseInt(word, 16);
      } else {
        throw notAnAddress(whole);
      }
    }
    return count;
  }

  private static IllegalArgumentException notAnAddress(String text) {
    return new IllegalArgumentException("not an IP address: " + text);
  }

  static String format(IpAddress address) {
    if (address.family() == IpFamily.IPV4) {
      long bits = address.low();
      return (bits >>> 24)
          + "."
          + (bits >>> 16 & 0xFF)
          + "."
          + (bits >>> 8 & 0xFF)
          + "."
          + (bits & 0xFF);
    }
    int[] groups = new int[8];
    for (int i = 0; i < 4; i++) {
      groups[i] = (int) (address.high() >>> (3 - i) * 16 & 0xFFFF);
      groups[i + 4] = (int) (address.low() >>> (3 - i) * 16 & 0xFFFF);
    }
    int bestAt = -1;
    int bestLength = 1; // RFC 5952: a single zero group is not shortened
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > bestLength) {
        bestAt = i;
        bestLength = end - i;
      }
    }
    StringBuilder text = new StringBuilder(39);
    for (int i = 0; i < 8; i++) {
      if (i == bestAt) {
        text.append("::");
        i += bestLength - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
