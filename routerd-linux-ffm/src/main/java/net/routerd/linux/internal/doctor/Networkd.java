package net.routerd.linux.internal.doctor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.routerd.spi.Diagnosis;

/**
 * systemd-networkd, which deletes what it did not set itself (networkd.conf(5)) when it starts or a
 * device changes, unless its configuration says no.
 */
final class Networkd {

  /** The program's name cut to 15 letters. */
  private static final String PROGRAM = "systemd-network";

  /** The strongest first. */
  private static final List<String> DIRECTORIES =
      List.of("etc/systemd/", "run/systemd/", "usr/local/lib/systemd/", "usr/lib/systemd/");

  private static final List<String> KEYS =
      List.of("ManageForeignRoutes", "ManageForeignRoutingPolicyRules", "ManageForeignNextHops");

  private Networkd() {}

  static Diagnosis diagnose(MachineFiles files, RunningPrograms running) {
    if (!running.has(PROGRAM)) {
      return new Diagnosis.Fine("systemd-networkd", "it does not run here");
    }
    Map<String, String> settings = settings(files);
    List<String> on =
        KEYS.stream().filter(key -> !isNo(settings.getOrDefault(key, "yes"))).toList();
    return on.isEmpty()
        ? new Diagnosis.Fine(
            "systemd-networkd", "it runs, and leaves foreign routes and rules alone")
        : new Diagnosis.Advice(
            "systemd-networkd",
            "it runs, and deletes routes and rules of others when it starts or a device changes",
            "write [Network] with %s=no to /etc/systemd/networkd.conf.d/routerd.conf and restart it"
                .formatted(String.join("=no, ", on)));
  }

  private static boolean isNo(String value) {
    return List.of("no", "n", "false", "f", "off", "0").contains(value.toLowerCase(Locale.ROOT));
  }

  /** The main file of the strongest directory, then the pieces by name, the strongest of a name. */
  private static Map<String, String> settings(MachineFiles files) {
    Map<String, String> settings = new LinkedHashMap<>();
    DIRECTORIES.stream()
        .map(directory -> files.read(directory + "networkd.conf"))
        .flatMap(java.util.Optional::stream)
        .findFirst()
        .ifPresent(text -> read(text, settings));
    Map<String, String> pieces = new TreeMap<>();
    for (String directory : DIRECTORIES) {
      for (String name : files.names(directory + "networkd.conf.d")) {
        if (name.endsWith(".conf")) {
          files
              .read(directory + "networkd.conf.d/" + name)
              .ifPresent(text -> pieces.putIfAbsent(name, text));
        }
      }
    }
    pieces.values().forEach(text -> read(text, settings));
    return settings;
  }

  private static void read(String text, Map<String, String> settings) {
    String section = "";
    for (String line : text.lines().map(String::strip).toList()) {
      int equals = line.indexOf('=');
      if (line.startsWith("[")) {
        section = line;
      } else if (section.equals("[Network]") && equals > 0 && !line.startsWith("#")) {
        settings.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
  }
}
