package net.routerd.samples.appliance;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import net.routerd.model.ConfigException;
import net.routerd.model.ConfigProblem;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.RouterConfig;
import net.routerd.model.yaml.RouterYaml;
import net.routerd.select.bounds.BoundsTable;
import net.routerd.select.bounds.PolicyBounds;

/** Where the configuration comes from: read at the start, and again at each reload. */
final class ConfigSource {

  private final Path path;
  private final PrintStream err;

  ConfigSource(Path path, PrintStream err) {
    this.path = path;
    this.err = err;
  }

  /** Reads it; warnings go to standard error, as problems do. */
  RouterConfig read() {
    RouterConfig config = RouterYaml.reader().read(path);
    print(config.warnings(), err);
    return config;
  }

  /** Prints one problem a line (CLI-3), or what is allowed and probably not meant. */
  int check(PrintStream out) {
    try {
      print(RouterYaml.reader().read(path).warnings(), out);
      return Main.DONE;
    } catch (ConfigException e) {
      e.problems().forEach(out::println);
      return Main.INVALID;
    }
  }

  /** Prints the worst-case times of each policy. */
  int bounds(PrintStream out) {
    for (PolicyBounds bounds : PolicyBounds.of(read())) {
      out.println(EgressRoutePolicy.KIND + "/" + bounds.policy());
      out.println(BoundsTable.text(bounds));
    }
    return Main.DONE;
  }

  /** The form of a problem, whose sentence begins by saying that it is none. */
  private static void print(List<ConfigProblem> warnings, PrintStream to) {
    for (ConfigProblem w : warnings) {
      String sentence = "warning: " + w.message();
      to.println(
          new ConfigProblem(
              w.source(), w.line(), w.column(), w.resource(), w.path(), w.code(), sentence));
    }
  }
}
