package net.routerd.samples.appliance;

import static net.routerd.samples.appliance.Option.BOUNDS;
import static net.routerd.samples.appliance.Option.CHECK;
import static net.routerd.samples.appliance.Option.CONFIG;
import static net.routerd.samples.appliance.Option.DOCTOR;
import static net.routerd.samples.appliance.Option.EVENTS;
import static net.routerd.samples.appliance.Option.EXPLAIN;
import static net.routerd.samples.appliance.Option.HELP;
import static net.routerd.samples.appliance.Option.JOURNAL;
import static net.routerd.samples.appliance.Option.ONCE;
import static net.routerd.samples.appliance.Option.ON_EXIT;
import static net.routerd.samples.appliance.Option.PLAN;
import static net.routerd.samples.appliance.Option.PROTOCOL;
import static net.routerd.samples.appliance.Option.PUBLISH;
import static net.routerd.samples.appliance.Option.REPLAY;
import static net.routerd.samples.appliance.Option.STATUS;
import static net.routerd.samples.appliance.Option.TIMEOUT;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.routerd.api.OnClose;
import net.routerd.model.DurationText;
import net.routerd.spi.PlatformOptions;

/** What the command line asks for, checked before anything is touched. */
record CommandLine(
    Mode mode,
    Optional<Path> config,
    boolean explain,
    Duration timeout,
    OnClose onExit,
    Optional<Path> status,
    boolean events,
    Optional<Path> publish,
    int protocol,
    Optional<Path> journal,
    Optional<Path> replay) {

  enum Mode {
    CHECK,
    BOUNDS,
    PLAN,
    ONCE,
    DOCTOR,
    REPLAY,
    RUN
  }

  static String help() {
    return "Keeps the routes of a configuration in the kernel, and moves them when a path dies.\n"
        + "usage: appliance --config PATH [OPTION]..., or appliance --doctor, or appliance"
        + " --replay FILE\n"
        + Arrays.stream(Option.values()).map(Option::help).collect(Collectors.joining("\n"))
        + "\n"
        + "SIGHUP reads the configuration again; SIGTERM ends it.\n"
        + "exit: 0 done, 1 a replayed decision differs, 2 invalid configuration or command line, 3"
        + " platform not usable, 4 not decided in time";
  }

  static boolean asksForHelp(String[] arguments) {
    return Arrays.asList(arguments).contains(HELP.toString());
  }

  static CommandLine parse(String[] arguments) throws UsageException {
    Map<Option, String> given = split(List.of(arguments));
    Mode mode = mode(given);
    forbidBeside(mode, given);
    Optional<Path> config = path(given, CONFIG);
    if (config.isEmpty() && mode != Mode.DOCTOR && mode != Mode.REPLAY) {
      throw new UsageException("which configuration? Say --config PATH");
    }
    return new CommandLine(
        mode,
        config,
        given.containsKey(EXPLAIN),
        timeout(given),
        onExit(given),
        path(given, STATUS),
        events(given),
        path(given, PUBLISH),
        protocol(given),
        path(given, JOURNAL),
        path(given, REPLAY));
  }

  private static Map<Option, String> split(List<String> arguments) throws UsageException {
    Map<Option, String> given = new EnumMap<>(Option.class);
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      Option option =
          Option.of(argument)
              .orElseThrow(() -> new UsageException("unknown option '" + argument + "'"));
      String value = "";
      if (option.takesValue()) {
        i++;
        if (i == arguments.size() || arguments.get(i).startsWith("--")) {
          throw new UsageException(option + " needs a value: " + option + " " + option.value());
        }
        value = arguments.get(i);
      }
      if (given.put(option, value) != null) {
        throw new UsageException(option + " is given twice");
      }
    }
    return given;
  }

  private static Mode mode(Map<Option, String> given) throws UsageException {
    List<Option> modes =
        given.keySet().stream()
            .filter(Set.of(CHECK, BOUNDS, PLAN, ONCE, DOCTOR, REPLAY)::contains)
            .toList();
    if (modes.size() > 1) {
      throw new UsageException(modes.get(0) + " and " + modes.get(1) + " exclude each other");
    }
    return modes.isEmpty() ? Mode.RUN : Mode.valueOf(modes.getFirst().name());
  }

  /** An option that would change nothing is a mistake of whoever gave it. */
  private static void forbidBeside(Mode mode, Map<Option, String> given) throws UsageException {
    Set<Option> idle =
        switch (mode) {
          case CHECK, BOUNDS -> Set.of(EXPLAIN, TIMEOUT, ON_EXIT, STATUS, EVENTS, PUBLISH, JOURNAL);
          case PLAN -> Set.of(EXPLAIN, TIMEOUT, ON_EXIT, STATUS, EVENTS, JOURNAL);
          case ONCE -> Set.of(ON_EXIT);
          case DOCTOR ->
              Set.of(CONFIG, EXPLAIN, TIMEOUT, ON_EXIT, STATUS, EVENTS, PUBLISH, JOURNAL);
          case REPLAY ->
              Set.of(CONFIG, EXPLAIN, TIMEOUT, ON_EXIT, STATUS, EVENTS, PUBLISH, JOURNAL, PROTOCOL);
          case RUN -> Set.of(EXPLAIN, TIMEOUT);
        };
    for (Option option : given.keySet()) {
      if (idle.contains(option)) {
        throw new UsageException(
            mode == Mode.RUN
                ? option + " goes with --once"
                : option
                    + " has no meaning with --"
                    + mode.name().toLowerCase(java.util.Locale.ROOT));
      }
    }
  }

  private static Optional<Path> path(Map<Option, String> given, Option option)
      throws UsageException {
    String text = given.get(option);
    if (text == null) {
      return Optional.empty();
    }
    try {
      if (text.isEmpty()) {
        throw new InvalidPathException(text, "empty");
      }
      return Optional.of(Path.of(text));
    } catch (InvalidPathException e) {
      throw new UsageException(option + " takes a " + option.value() + ", not '" + text + "'");
    }
  }

  private static Duration timeout(Map<Option, String> given) throws UsageException {
    try {
      return DurationText.parse(given.getOrDefault(TIMEOUT, "30s"));
    } catch (IllegalArgumentException e) {
      throw new UsageException(TIMEOUT + ": " + e.getMessage());
    }
  }

  private static OnClose onExit(Map<Option, String> given) throws UsageException {
    String text = given.getOrDefault(ON_EXIT, "keep");
    return switch (text) {
      case "keep" -> OnClose.KEEP;
      case "withdraw" -> OnClose.WITHDRAW;
      default -> throw new UsageException(ON_EXIT + " takes keep or withdraw, not '" + text + "'");
    };
  }

  private static boolean events(Map<Option, String> given) throws UsageException {
    String text = given.get(EVENTS);
    if (text != null && !text.equals("-")) {
      throw new UsageException(EVENTS + " takes - (standard output), not '" + text + "'");
    }
    return text != null;
  }

  private static int protocol(Map<Option, String> given) throws UsageException {
    String text = given.get(PROTOCOL);
    if (text == null) {
      return PlatformOptions.DEFAULT_PROTOCOL;
    }
    if (text.matches("[1-9][0-9]{0,2}")) {
      int number = Integer.parseInt(text);
      if (number >= 5 && number <= 255) {
        return number;
      }
    }
    throw new UsageException(PROTOCOL + " takes a number from 5 to 255, not '" + text + "'");
  }
}
