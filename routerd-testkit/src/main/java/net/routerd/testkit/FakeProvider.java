package net.routerd.testkit;

import java.util.List;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformOptions.Access;
import net.routerd.spi.PlatformProvider;
import net.routerd.spi.PlatformSupport;

/** Opens platforms on a fake machine: one at a time to control a protocol number (ENG-6). */
public final class FakeProvider implements PlatformProvider {

  private static final int FIRST_PID = 1000;

  private final FakeMachine machine;
  private int opens;

  FakeProvider(FakeMachine machine) {
    this.machine = machine;
  }

  @Override
  public String name() {
    return "fake";
  }

  @Override
  public PlatformSupport support() {
    return new PlatformSupport.Usable();
  }

  @Override
  public FakePlatform open(PlatformOptions options) {
    List<FakePlatform> others = machine.controllers(options);
    if (options.access() == Access.CONTROL && !others.isEmpty()) {
      throw new PlatformException(
          "control routes of protocol " + options.protocol(),
          "process " + others.getFirst().pid() + " controls them",
          "stop that process or choose another protocol number");
    }
    FakePlatform platform = new FakePlatform(machine, options, FIRST_PID + opens);
    opens++;
    machine.opened(platform);
    return platform;
  }

  /**
   * Returns how often a platform was opened.
   *
   * @return the count of opens that succeeded
   */
  public int opens() {
    return opens;
  }
}
