package net.routerd.model.net;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The name of a network device, as Linux takes it ({@code dev_valid_name} in net/core/dev.c): 1 to
 * 15 bytes, no slash, no colon, no white space, not {@code .} or {@code ..}.
 *
 * @param text the name
 */
public record LinkName(String text) implements Comparable<LinkName> {

  /** The longest name in bytes: IFNAMSIZ (linux/if.h) less the terminating zero. */
  public static final int MAX_BYTES = 15;

  /** Checks that Linux takes the name. */
  public LinkName {
    if (text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new IllegalArgumentException("a device name has 1 to 15 bytes: " + text);
    }
    if (text.equals(".") || text.equals("..") || holdsForbidden(text)) {
      throw new IllegalArgumentException(
          "a device name holds no slash, colon or white space: " + text);
    }
  }

  private static boolean holdsForbidden(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (forbidden(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean forbidden(int c) {
    return c == '/' || c == ':' || c <= ' ' || c == 0x7F || Character.isWhitespace(c) || c == 0xA0;
  }

  // Spelled out for the same reason as in RouteKey.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LinkName that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public int compareTo(LinkName other) {
    return text.compareTo(other.text);
  }

  /**
   * Returns the name.
   *
   * @return the name
   */
  @Override
  public String toString() {
    return text;
  }
}
