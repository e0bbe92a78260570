package net.routerd.testkit.junit;

import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformOptions.Access;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.FakePlatform;
import net.routerd.testkit.RecordingListener;
import net.routerd.testkit.assertions.MachineTables;
import org.jspecify.annotations.Nullable;

/** The machine of one test, with what listens on it. */
final class MachineOfTest {

  private final FakeMachine machine = new FakeMachine();
  private final RecordingListener listener = new RecordingListener(machine.time());
  private @Nullable FakePlatform platform;
  private boolean printed;

  FakeMachine machine() {
    return machine;
  }

  RecordingListener listener() {
    return listener;
  }

  FakePlatform platform() {
    if (platform == null) {
      platform =
          machine
              .provider()
              .open(new PlatformOptions(PlatformOptions.DEFAULT_PROTOCOL, Access.CONTROL));
    }
    return platform;
  }

  /** Prints what the machine holds and how it came to that; once. */
  void print() {
    if (!printed) {
      printed = true;
      System.err.print(
          "the routes of the fake kernel when the test failed:\n"
              + MachineTables.routes(machine.kernel())
              + "\nand how it came to that:\n"
              + MachineTables.timeline(machine.kernel(), listener));
    }
  }

  void close() {
    machine.platforms().forEach(FakePlatform::close);
  }
}
