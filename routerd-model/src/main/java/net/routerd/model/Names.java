package net.routerd.model;

import java.util.regex.Pattern;

/** Resource names: DNS-1123 subdomains (RES-2). */
final class Names {

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

  private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

  private Names() {}

  /** Tells whether a text is a word, as kinds and status fields are. */
  static boolean isWord(String text) {
    return WORD.matcher(text).matches();
  }

  static void check(String name) {
    boolean legal = !name.isEmpty() && name.length() <= 253;
    for (String label : name.split("\\.", -1)) {
      legal &= LABEL.matcher(label).matches();
    }
    if (!legal) {
      throw new IllegalArgumentException(
          "a name is 1 to 253 lower case letters, digits, '-' and '.', each part beginning and"
              + " ending with a letter or digit: '"
              + name
              + "'");
    }
  }
}
