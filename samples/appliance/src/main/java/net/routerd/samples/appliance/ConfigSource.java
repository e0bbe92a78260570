package net.routerd.samples.appliance;

import java.io.PrintStream;
import java.nio.file.Path;
import net.routerd.model.ConfigException;
import net.routerd.model.RouterConfig;
import net.routerd.model.yaml.RouterYaml;

/** Where the configuration comes from: read at the start, and again at each reload. */
final class ConfigSource {

  private final Path path;
  private final PrintStream err;

  ConfigSource(Path path, PrintStream err) {
    this.path = path;
    this.err = err;
  }

  /** Reads it; warnings go to standard error. */
  RouterConfig read() {
    RouterConfig config = RouterYaml.reader().read(path);
    config.warnings().forEach(warning -> err.println("warning: " + warning));
    return config;
  }

  /** Prints one problem a line (CLI-3). */
  int check(PrintStream out) {
    try {
      read();
      return Main.DONE;
    } catch (ConfigException e) {
      e.problems().forEach(out::println);
      return Main.INVALID;
    }
  }
}
