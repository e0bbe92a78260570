package net.routerd.model;

/**
 * Refers to a field of another resource's status: {@code ${Kind/name.status.field}}.
 *
 * @param resource the resource referred to
 * @param field the field of its status
 */
public record StatusReference(ResourceRef resource, String field) {

  private static final String STATUS = ".status.";

  /** Checks that the field is a name. */
  public StatusReference {
    if (!Names.isWord(field)) {
      throw new IllegalArgumentException("not a status field: '" + field + "'");
    }
  }

  /**
   * Reads a reference that is the whole text (REF-1). A name may hold dots; the first {@code
   * .status.} ends it.
   *
   * @param text such as {@code ${Interface/wan0.status.ifname}}
   * @return the reference
   * @throws IllegalArgumentException if the text is not a reference and nothing else
   */
  public static StatusReference parse(String text) {
    int end = text.indexOf(STATUS);
    if (!text.startsWith("${")
        || !text.endsWith("}")
        || end < 0
        || text.indexOf('}') != text.length() - 1) {
      throw new IllegalArgumentException(
          "a reference is written ${Kind/name.status.field}, alone: '" + text + "'");
    }
    return new StatusReference(
        ResourceRef.parse(text.substring(2, end)),
        text.substring(end + STATUS.length(), text.length() - 1));
  }

  /**
   * Returns {@code ${Kind/name.status.field}}.
   *
   * @return the text that {@link #parse} reads
   */
  @Override
  public String toString() {
    return "${" + resource + STATUS + field + "}";
  }
}
