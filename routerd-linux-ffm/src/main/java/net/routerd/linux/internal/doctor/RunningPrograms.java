package net.routerd.linux.internal.doctor;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.routerd.spi.Diagnosis;

/**
 * The programs that run in this network namespace, by name (comm in proc(5): at most 15 letters).
 * One whose namespace may not be known counts as running in this one.
 *
 * @param names what runs
 */
record RunningPrograms(NavigableSet<String> names) {

  private static final Set<String> SET_ROUTES =
      Set.of(
          "NetworkManager",
          "connmand",
          "dhclient",
          "dhcpcd",
          "udhcpc",
          "netifd",
          "bird",
          "zebra",
          "keepalived");

  static RunningPrograms in(MachineFiles files) {
    Optional<String> here = files.link("proc/thread-self/ns/net");
    NavigableSet<String> names = new TreeSet<>();
    for (String pid : files.names("proc")) {
      if (pid.matches("[0-9]+")) {
        Optional<String> there = files.link("proc/" + pid + "/ns/net");
        if (here.isEmpty() || there.isEmpty() || there.equals(here)) {
          files.read("proc/" + pid + "/comm").ifPresent(names::add);
        }
      }
    }
    return new RunningPrograms(names);
  }

  boolean has(String name) {
    return names.contains(name);
  }

  Diagnosis diagnose() {
    NavigableSet<String> others = new TreeSet<>(names);
    others.retainAll(SET_ROUTES);
    return others.isEmpty()
        ? new Diagnosis.Fine("route-managers", "no other program is known to set routes here")
        : new Diagnosis.Advice(
            "route-managers",
            String.join(", ", others) + " may set routes here as well",
            "keep it from routerd's destinations, or at a higher metric: a foreign route with the"
                + " same key is left alone, and routerd's is then Failed with reason Conflict");
  }
}
