package net.routerd.model.yaml;

/**
 * One thing that is wrong with a configuration (RES-7).
 *
 * @param source the file or other name of the input
 * @param line the line, from 1; 0 where the resource was not read from text
 * @param column the column, from 1; 0 where the resource was not read from text
 * @param resource {@code Kind/name}, or empty where that is not known
 * @param path the field, such as {@code spec.candidates[1].weight}, or empty
 * @param code the stable name of the problem
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
