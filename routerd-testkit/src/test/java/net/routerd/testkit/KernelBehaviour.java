package net.routerd.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What routes and rules do, proved on the fake kernel and on the kernel of this machine. Two
 * uplinks stand ready: wan0 with 172.17.0.2/24 and fd00:0:0:a::2/64, wan1 with 172.17.1.2/24 and
 * fd00:0:0:b::2/64.
 */
abstract class KernelBehaviour {

  private KernelDriver driver;

  /** Returns a kernel without devices. */
  abstract KernelDriver open();

  @BeforeEach
  final void twoUplinks() {
    driver = open();
    driver.addDevice("wan0", "172.17.0.2/24", "fd00:0:0:a::2/64");
    driver.addDevice("wan1", "172.17.1.2/24", "fd00:0:0:b::2/64");
  }

  @AfterEach
  final void close() {
    if (driver != null) {
      driver.close();
    }
  }

  final KernelDriver kernel() {
    return driver;
  }

  /** Runs a command that the kernel must take. */
  final void ip(String command) {
    assertThat(driver.ip(command)).as(command).isEmpty();
  }
}
