package net.routerd.model;

/**
 * Names one resource.
 *
 * @param kind the resource's kind, such as {@code EgressRoutePolicy}
 * @param name the resource's {@code metadata.name}
 */
public record ResourceRef(String kind, String name) implements Comparable<ResourceRef> {

  /** Checks that the kind is a word and the name a DNS-1123 subdomain (RES-2). */
  public ResourceRef {
    if (!Names.isWord(kind)) {
      throw new IllegalArgumentException("not a kind: '" + kind + "'");
    }
    Names.check(name);
  }

  /**
   * Reads {@code Kind/name}.
   *
   * @param text such as {@code Interface/wan0}
   * @return the reference
   * @throws IllegalArgumentException if the text is not of that form
   */
  public static ResourceRef parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("a resource is written Kind/name: '" + text + "'");
    }
    return new ResourceRef(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public int compareTo(ResourceRef other) {
    int order = kind.equals(other.kind) ? 0 : kind.compareTo(other.kind);
    return order != 0 ? order : name.compareTo(other.name);
  }

  /**
   * Returns {@code Kind/name}.
   *
   * @return the text that {@link #parse} reads
   */
  @Override
  public String toString() {
    return kind + "/" + name;
  }
}
