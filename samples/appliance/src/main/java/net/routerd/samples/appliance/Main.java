package net.routerd.samples.appliance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import net.routerd.api.RouterdException;
import net.routerd.model.ConfigException;
import net.routerd.spi.PlatformException;

/** Starts the appliance, and turns every failure that can be foreseen into words and a number. */
public final class Main {

  /** Done (CLI-9). */
  static final int DONE = 0;

  /** A replayed decision is not the one that was recorded. */
  static final int DIFFERS = 1;

  /** The configuration or the command line is invalid (CLI-9). */
  static final int INVALID = 2;

  /** The platform is not usable (CLI-9). */
  static final int UNUSABLE = 3;

  /** Not decided in time (CLI-9). */
  static final int UNDECIDED = 4;

  private Main() {}

  /**
   * Runs the appliance and exits.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    // UTF-8 whatever the locale: JSON is UTF-8, and a firmware often has no locale at all.
    PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8);
    System.exit(run(arguments, out, err));
  }

  private static int run(CommandLine line, ConfigSource source, PrintStream out, PrintStream err)
      throws UsageException, InterruptedException {
    Appliance appliance = new Appliance(line, source, out, err);
    return switch (line.mode()) {
      case CHECK -> source.check(out);
      case BOUNDS -> source.bounds(out);
      case PLAN -> appliance.plan();
      case ONCE -> appliance.once();
      case DOCTOR -> Doctor.examine(line, out);
      case REPLAY -> throw new IllegalStateException("a replay has no configuration");
      case RUN -> appliance.run();
    };
  }

  private static int run(String[] arguments, PrintStream out, PrintStream err) {
    try {
      if (CommandLine.asksForHelp(arguments)) {
        out.println(CommandLine.help());
        return DONE;
      }
      CommandLine line = CommandLine.parse(arguments);
      if (line.replay().isPresent()) {
        return Replayed.print(line.replay().get(), out, err);
      }
      return line.config().isPresent()
          ? run(line, new ConfigSource(line.config().get(), err), out, err)
          : Doctor.examine(line, out);
    } catch (UsageException e) {
      err.println("appliance: " + e.getMessage() + " (--help lists the options)");
      return INVALID;
    } catch (ConfigException e) {
      e.problems().forEach(err::println);
      return INVALID;
    } catch (PlatformException | RouterdException e) {
      err.println("appliance: " + e.getMessage());
      return UNUSABLE;
    } catch (InterruptedException e) {
      err.println("appliance: interrupted");
      return UNDECIDED;
    }
  }
}
