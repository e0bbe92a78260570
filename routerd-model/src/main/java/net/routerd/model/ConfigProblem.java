package net.routerd.model;

/**
 * One thing that is wrong with a configuration (RES-7).
 *
 * @param source the file or other name of the input
 * @param line the line, from 1; 0 where the resource was not read from text
 * @param column the column, from 1; 0 where the resource was not read from text
 * @param resource {@code Kind/name}, or empty where that is not known
 * @param path the field, such as {@code spec.candidates[1].weight}, or empty
 * @param code the stable name of the problem, one of {@link ProblemCode}
 * @param message what is wrong and how to mend it
 */
public record ConfigProblem(
    String source,
    int line,
    int column,
    String resource,
    String path,
    String code,
    String message) {

  // What somebody else's input may put into a message is bounded and cannot break the line.
  private static final int LONGEST_TEXT = 2000;

  /** Keeps every text on one line and of bounded length. */
  public ConfigProblem {
    source = oneLine(source);
    resource = oneLine(resource);
    path = oneLine(path);
    message = oneLine(message);
  }

  private static String oneLine(String text) {
    if (isOneLine(text)) {
      return text;
    }
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length() && i < LONGEST_TEXT; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? String.format("\\u%04x", (int) c) : c);
    }
    return text.length() > LONGEST_TEXT ? line + "…" : line.toString();
  }

  private static boolean isOneLine(String text) {
    boolean line = text.length() <= LONGEST_TEXT;
    for (int i = 0; line && i < text.length(); i++) {
      line = !Character.isISOControl(text.charAt(i));
    }
    return line;
  }

  /**
   * Returns one line (CLI-3).
   *
   * @return {@code SOURCE:LINE:COLUMN: Kind/name field.path: code: sentence}
   */
  @Override
  public String toString() {
    String where = (resource + " " + path).strip();
    return source
        + ":"
        + line
        + ":"
        + column
        + ": "
        + (where.isEmpty() ? "" : where + ": ")
        + code
        + ": "
        + message;
  }
}
