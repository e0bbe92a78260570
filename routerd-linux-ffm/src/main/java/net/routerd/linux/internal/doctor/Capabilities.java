package net.routerd.linux.internal.doctor;

import net.routerd.spi.Diagnosis;
import net.routerd.spi.PlatformException;

/**
 * The effective capabilities of this process (capabilities(7)).
 *
 * @param bits a bit for each
 */
public record Capabilities(long bits) {

  // linux/capability.h
  private static final int CAP_NET_ADMIN = 12;
  private static final int CAP_NET_RAW = 13;

  private static final String GRANT =
      "grant it CAP_NET_ADMIN, and CAP_NET_RAW for icmp checks (AmbientCapabilities= of"
          + " systemd, or setcap)";

  /**
   * Reads those of this process.
   *
   * @return the capabilities
   * @throws PlatformException if {@code /proc} cannot be read
   */
  public static Capabilities ofThisProcess() {
    return of(MachineFiles.ofThisMachine());
  }

  static Capabilities of(MachineFiles files) {
    return files
        .read("proc/self/status")
        .map(Capabilities::of)
        .orElseThrow(
            () ->
                new PlatformException("read /proc/self/status", "it is not there", "mount /proc"));
  }

  /**
   * Reads them out of a process's status (proc(5)).
   *
   * @param status the text of {@code /proc/PID/status}
   * @return the capabilities; none if the text does not tell
   */
  public static Capabilities of(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith("CapEff:"))
        .map(line -> new Capabilities(Long.parseUnsignedLong(line.substring(7).strip(), 16)))
        .findFirst()
        .orElse(new Capabilities(0));
  }

  private boolean has(int capability) {
    return (bits >>> capability & 1) != 0;
  }

  boolean hasNetRaw() {
    return has(CAP_NET_RAW);
  }

  /**
   * Lets only a process pass that may change routes.
   *
   * @throws PlatformException if CAP_NET_ADMIN is missing; CAP_NET_RAW is named as well if that is
   */
  public void demandNetAdmin() {
    if (!has(CAP_NET_ADMIN)) {
      throw new PlatformException(
          "control routes",
          "this process lacks CAP_NET_ADMIN" + (hasNetRaw() ? "" : " and CAP_NET_RAW"),
          GRANT + ", or open the platform to observe");
    }
  }

  Diagnosis diagnose() {
    return has(CAP_NET_ADMIN)
        ? new Diagnosis.Fine("cap-net-admin", "this process may change routes")
        : new Diagnosis.Trouble(
            "cap-net-admin", "this process lacks CAP_NET_ADMIN and may not change routes", GRANT);
  }
}
