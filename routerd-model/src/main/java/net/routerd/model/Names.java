package net.routerd.model;

import java.util.regex.Pattern;

/** Resource names: DNS-1123 subdomains (RES-2). */
final class Names {

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

  private Names() {}

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
