package net.routerd.model.yaml;

import static net.routerd.model.ProblemCode.CANNOT_READ;
import static net.routerd.model.ProblemCode.NO_RESOURCES;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.routerd.model.ConfigException;
import net.routerd.model.ExternalKind;
import net.routerd.model.RouterConfig;
import net.routerd.model.tree.SourceText;

/**
 * Reads configurations from YAML or JSON and writes them. Reading is strict: everything that is
 * wrong is reported together, with its place, and nothing is taken (RES-7).
 */
public final class RouterYaml {

  private final Map<String, ExternalKind> externalKinds;
  private final ReadLimits limits;

  private RouterYaml(Map<String, ExternalKind> externalKinds, ReadLimits limits) {
    this.externalKinds = externalKinds;
    this.limits = limits;
  }

  /**
   * Returns a reader that knows the kinds of {@link ExternalKind#STANDARD} and has the limits of
   * {@link ReadLimits#DEFAULT}. A reader is immutable and may be used by several threads.
   *
   * @return the reader
   */
  public static RouterYaml reader() {
    Map<String, ExternalKind> kinds = new TreeMap<>();
    ExternalKind.STANDARD.forEach(kind -> kinds.put(kind.name(), kind));
    return new RouterYaml(kinds, ReadLimits.DEFAULT);
  }

  /**
   * Returns a reader that also knows a kind of the embedding program (RES-13).
   *
   * @param kind the kind; replaces one of the same name
   * @return the reader
   */
  public RouterYaml externalKind(ExternalKind kind) {
    Map<String, ExternalKind> kinds = new TreeMap<>(externalKinds);
    kinds.put(kind.name(), kind);
    return new RouterYaml(kinds, limits);
  }

  /**
   * Returns a reader with other limits (RES-9).
   *
   * @param limits how much it takes
   * @return the reader
   */
  public RouterYaml limits(ReadLimits limits) {
    return new RouterYaml(externalKinds, limits);
  }

  /**
   * Reads a text.
   *
   * @param sourceName how problems call the text; a name that ends in {@code .json} takes JSON only
   * @param text YAML or JSON, one document or many
   * @return the configuration
   * @throws ConfigException if anything is wrong with it
   */
  public RouterConfig read(String sourceName, String text) {
    Loader loader = loader();
    loader.source(sourceName, SourceText.of(text, limits));
    return loader.finish();
  }

  /**
   * Reads a stream, at most one byte more than the limit, and does not close it.
   *
   * @param sourceName how problems call the stream; a name that ends in {@code .json} takes JSON
   *     only
   * @param stream YAML or JSON in UTF-8
   * @return the configuration
   * @throws ConfigException if the stream cannot be read or anything is wrong with it
   */
  public RouterConfig read(String sourceName, InputStream stream) {
    Loader loader = loader();
    read(sourceName, stream, loader);
    return loader.finish();
  }

  /**
   * Reads a file, or the files {@code *.yaml}, {@code *.yml} and {@code *.json} of a directory in
   * the order of their names (RES-8).
   *
   * @param path a file or directory
   * @return the configuration
   * @throws ConfigException if something cannot be read or anything is wrong with it
   */
  public RouterConfig read(Path path) {
    return read(List.of(path));
  }

  /**
   * Reads files and directories together, as one configuration.
   *
   * @param paths files or directories
   * @return the configuration
   * @throws ConfigException if something cannot be read or anything is wrong with it
   */
  public RouterConfig read(List<Path> paths) {
    Loader loader = loader();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        directory(path, loader);
      } else {
        file(path, loader);
      }
    }
    return loader.finish();
  }

  private Loader loader() {
    return new Loader(externalKinds, limits);
  }

  private void directory(Path path, Loader loader) {
    try (Stream<Path> entries = Files.list(path)) {
      List<Path> files = entries.filter(RouterYaml::isConfiguration).sorted().toList();
      files.forEach(file -> file(file, loader));
      if (files.isEmpty()) {
        loader.unreadable(
            path.toString(),
            NO_RESOURCES,
            "the directory holds no *.yaml, *.yml or *.json; add one or name another directory");
      }
    } catch (IOException | UncheckedIOException e) {
      loader.unreadable(path.toString(), CANNOT_READ, cannotRead(e));
    }
  }

  private static boolean isConfiguration(Path path) {
    String name = path.toString();
    return (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"))
        && !Files.isDirectory(path);
  }

  private void file(Path path, Loader loader) {
    try (InputStream stream = Files.newInputStream(path)) {
      read(path.toString(), stream, loader);
    } catch (IOException e) {
      loader.unreadable(path.toString(), CANNOT_READ, cannotRead(e));
    }
  }

  private void read(String sourceName, InputStream stream, Loader loader) {
    try {
      byte[] bytes = stream.readNBytes(limits.maxSourceBytes() + 1);
      loader.source(sourceName, SourceText.of(bytes, limits));
    } catch (IOException e) {
      loader.unreadable(sourceName, CANNOT_READ, cannotRead(e));
    }
  }

  private static String cannotRead(Exception e) {
    return e.getClass().getSimpleName()
        + ": "
        + e.getMessage()
        + "; check that it is there and may be read";
  }

  /**
   * Writes a configuration as YAML, one document for each resource, ordered by kind and name. What
   * {@link #read(String, String)} makes of it equals the configuration, if the reader knows the
   * same external kinds (RES-14).
   *
   * @param config the configuration
   * @return the text, equal for equal configurations
   */
  public static String toYaml(RouterConfig config) {
    return ConfigWriter.yaml(config);
  }

  /**
   * Writes a configuration as JSON: one {@code Router} document that holds every resource.
   *
   * @param config the configuration
   * @return the text, equal for equal configurations; it ends with a line feed
   */
  public static String toJson(RouterConfig config) {
    return ConfigWriter.json(config);
  }
}
