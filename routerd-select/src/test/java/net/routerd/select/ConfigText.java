package net.routerd.select;

import java.util.ArrayList;
import java.util.List;
import net.routerd.model.RouterConfig;
import net.routerd.model.yaml.RouterYaml;

/** Changes one value of a configuration in its text, so that nothing else can differ. */
final class ConfigText {

  private ConfigText() {}

  static RouterConfig read(String yaml) {
    return RouterYaml.reader().read("story", yaml);
  }

  /**
   * Sets one value.
   *
   * @param resource {@code Kind/name}
   * @param path such as {@code interval}, or {@code wan0.weight} of the candidate {@code wan0}
   */
  static RouterConfig set(RouterConfig configuration, String resource, String path, String value) {
    String kind = "kind: " + resource.substring(0, resource.indexOf('/'));
    String name = "name: " + resource.substring(resource.indexOf('/') + 1);
    String candidate = path.contains(".") ? "- name: " + path.substring(0, path.indexOf('.')) : "";
    String field = path.substring(path.indexOf('.') + 1) + ": ";
    List<String> text = new ArrayList<>();
    String lastKind = "";
    String lastName = "";
    String lastCandidate = "";
    boolean done = false;
    for (String line : RouterYaml.toYaml(configuration).lines().toList()) {
      String words = line.strip();
      lastKind = line.startsWith("kind: ") ? words : lastKind;
      lastName = line.startsWith("  name: ") ? words : lastName;
      lastCandidate =
          line.startsWith("---") ? "" : words.startsWith("- name: ") ? words : lastCandidate;
      boolean here = lastKind.equals(kind) && lastName.equals(name);
      if (here && !done && words.startsWith(field) && lastCandidate.equals(candidate)) {
        text.add(line.substring(0, line.indexOf(field)) + field + value);
        done = true;
      } else {
        text.add(line);
      }
    }
    if (!done) {
      throw new IllegalArgumentException(resource + " has no " + path + " to set");
    }
    return read(String.join("\n", text) + "\n");
  }
}
