package net.routerd.model;

/**
 * Resource names: DNS-1123 subdomains (RES-2). By hand: every reference and every name is read
 * here.
 */
final class Names {

  private static final int LONGEST = 253;

  private Names() {}

  /** Tells whether a text is a word, as kinds and status fields are: a letter, letters, digits. */
  static boolean isWord(String text) {
    boolean legal = !text.isEmpty() && isLetter(text.charAt(0));
    for (int i = 1; legal && i < text.length(); i++) {
      legal = isLetter(text.charAt(i)) || isDigit(text.charAt(i));
    }
    return legal;
  }

  static void check(String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "a name is 1 to 253 lower case letters, digits, '-' and '.', each part beginning and"
              + " ending with a letter or digit: '"
              + name
              + "'");
    }
  }

  private static boolean isName(String name) {
    boolean inside = false; // behind a letter or digit, where a part may end
    boolean begun = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 'a' && c <= 'z' || isDigit(c)) {
        inside = true;
        begun = true;
      } else if (c == '-' && begun) {
        inside = false;
      } else if (c == '.' && inside) {
        inside = false;
        begun = false;
      } else {
        return false;
      }
    }
    return inside && name.length() <= LONGEST;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
