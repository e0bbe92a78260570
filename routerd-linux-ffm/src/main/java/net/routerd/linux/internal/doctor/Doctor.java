package net.routerd.linux.internal.doctor;

import java.util.ArrayList;
import java.util.List;
import net.routerd.spi.Diagnosis;

/** Looks at everything that the engine needs here. */
public final class Doctor {

  /** IPv6 replace is sound, dumps can be filtered, and nexthop objects are there. */
  private static final int[] KERNEL_FLOOR = {5, 10};

  private Doctor() {}

  /**
   * Examines this machine, in the network namespace of the calling thread.
   *
   * @return what was found
   */
  public static List<Diagnosis> examine() {
    return examine(MachineFiles.ofThisMachine(), Doctor.class.getModule().isNativeAccessEnabled());
  }

  /**
   * Examines.
   *
   * @param files of the machine
   * @param nativeAccess whether the JVM's command line allows it
   */
  static List<Diagnosis> examine(MachineFiles files, boolean nativeAccess) {
    List<Diagnosis> found = new ArrayList<>();
    found.add(nativeAccess(nativeAccess));
    found.add(kernel(files));
    Capabilities capabilities = Capabilities.of(files);
    found.add(capabilities.diagnose());
    Settings settings = new Settings(files);
    found.add(settings.icmp(capabilities));
    found.add(settings.reversePathFilter());
    found.add(settings.linkdown());
    found.add(settings.nexthopCompatMode());
    RunningPrograms running = RunningPrograms.in(files);
    found.add(Networkd.diagnose(files, running));
    found.add(running.diagnose());
    return List.copyOf(found);
  }

  private static Diagnosis nativeAccess(boolean enabled) {
    String option =
        "--enable-native-access="
            + (Doctor.class.getModule().isNamed() ? "net.routerd.linux" : "ALL-UNNAMED");
    return enabled
        ? new Diagnosis.Fine("native-access", "the JVM was told to allow it")
        : new Diagnosis.Advice(
            "native-access",
            "the JVM allows it with a warning, and a later one will refuse it",
            "start the JVM with " + option);
  }

  private static Diagnosis kernel(MachineFiles files) {
    String release = files.read("proc/sys/kernel/osrelease").orElse("unknown");
    return isAtLeast(release, KERNEL_FLOOR)
        ? new Diagnosis.Fine("kernel", "Linux " + release)
        : new Diagnosis.Trouble(
            "kernel",
            "Linux " + release + " replaces IPv6 routes and filters dumps in ways not known here",
            "run Linux 5.10 or later");
  }

  static boolean isAtLeast(String release, int... floor) {
    String[] parts = release.split("[.-]", -1);
    for (int i = 0; i < floor.length; i++) {
      boolean number = i < parts.length && parts[i].matches("[0-9]{1,6}");
      int part = number ? Integer.parseInt(parts[i]) : -1;
      if (part != floor[i]) {
        return part > floor[i];
      }
    }
    return true;
  }
}
