package net.routerd.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.routerd.spi.PlatformException;

/**
 * The effective capabilities of this process (capabilities(7)).
 *
 * @param bits a bit for each
 */
record Capabilities(long bits) {

  // linux/capability.h
  private static final int CAP_NET_ADMIN = 12;
  private static final int CAP_NET_RAW = 13;

  static Capabilities ofThisProcess() {
    Path status = Path.of("/proc/self/status");
    try {
      return of(Files.readString(status));
    } catch (IOException e) {
      throw new PlatformException("read " + status, e.toString(), "mount /proc");
    }
  }

  static Capabilities of(String status) {
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

  void demandNetAdmin() {
    if (!has(CAP_NET_ADMIN)) {
      throw new PlatformException(
          "control routes",
          "this process lacks CAP_NET_ADMIN" + (has(CAP_NET_RAW) ? "" : " and CAP_NET_RAW"),
          "grant it CAP_NET_ADMIN, and CAP_NET_RAW for icmp checks (AmbientCapabilities= of"
              + " systemd, or setcap), or open the platform to observe");
    }
  }
}
