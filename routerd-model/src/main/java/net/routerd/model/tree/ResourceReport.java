package net.routerd.model.tree;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import net.routerd.model.ConfigProblem;
import net.routerd.model.ProblemCode;
import net.routerd.model.check.Finding;
import net.routerd.model.check.FindingsException;

/** The problems of one resource, and which of its fields could not be read. */
public final class ResourceReport implements Report {

  private final String source;
  private final String resource;
  private final Node root;
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final Set<String> unread = new HashSet<>();
  private Optional<Outline> outline = Optional.empty();

  /**
   * Begins without problems.
   *
   * @param source the source
   * @param resource {@code Kind/name}, or empty
   * @param root the resource
   */
  public ResourceReport(String source, String resource, Node root) {
    this.source = source;
    this.resource = resource;
    this.root = root;
  }

  /**
   * Returns the problems in the order reported.
   *
   * @return the problems
   */
  public List<ConfigProblem> problems() {
    return problems;
  }

  /**
   * Returns the places of the resource.
   *
   * @return its outline
   */
  public Outline outline() {
    Outline known = outline.orElseGet(() -> new Outline(root));
    outline = Optional.of(known);
    return known;
  }

  /**
   * Returns the place of a field of the resource.
   *
   * @param path such as {@code spec.candidates[1].weight}
   * @return the place of its value, or of the innermost part on the way that is there
   */
  public Position find(String path) {
    return outline().find(path);
  }

  @Override
  public void add(Position at, String path, ProblemCode code, String message) {
    unread.add(path);
    problems.add(problem(at, path, code, message));
  }

  /**
   * Adds what was refused before the meaning was looked at straight to a list.
   *
   * @param all the list
   * @param refused what was refused
   */
  public void addTo(List<ConfigProblem> all, List<TreeProblem> refused) {
    for (TreeProblem p : refused) {
      all.add(problem(p.at(), p.path(), p.code(), p.message()));
    }
  }

  private ConfigProblem problem(Position at, String path, ProblemCode code, String message) {
    return new ConfigProblem(
        source, at.line(), at.column(), resource, path, code.toString(), message);
  }

  @Override
  public void refused(String path) {
    unread.add(path);
  }

  /**
   * Builds something; what the builder finds wrong gets its place in the text.
   *
   * @param prefix the path of what is built, with the dot after it, or empty
   * @param builder builds it
   * @param <T> the type of the value
   * @return what was built; empty if something was wrong with it
   */
  public <T> Optional<T> build(String prefix, Supplier<T> builder) {
    try {
      return Optional.of(builder.get());
    } catch (FindingsException e) {
      for (Finding finding : e.findings()) {
        if (isRead(prefix, finding)) {
          String path = prefix + finding.path();
          String trimmed = path.endsWith(".") ? path.substring(0, path.length() - 1) : path;
          add(find(trimmed), trimmed, finding.code(), finding.message());
        }
      }
      return Optional.empty();
    }
  }

  /** A finding says nothing where a field that it depends on could not be read. */
  private boolean isRead(String prefix, Finding finding) {
    return !unread.contains(prefix + finding.path())
        && finding.involved().stream()
            .noneMatch(field -> unread.contains(field) || unread.contains(prefix + field));
  }
}
