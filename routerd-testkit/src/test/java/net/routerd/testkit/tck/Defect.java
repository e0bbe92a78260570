package net.routerd.testkit.tck;

import net.routerd.spi.Platform;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformProvider;
import net.routerd.spi.PlatformSupport;
import net.routerd.testkit.FakeMachine;

/**
 * One planted defect, and the rule that must catch it.
 *
 * @param rule the rule's id in the contract
 * @param what the defect
 * @param opening opens the broken platform
 */
record Defect(String rule, String what, BrokenPlatform.Opening opening)
    implements PlatformUnderTest<FakeWorld> {

  @Override
  public FakeWorld world() {
    return new FakeWorld();
  }

  @Override
  public PlatformProvider provider(FakeWorld world) {
    FakeMachine machine = world.machine();
    return new PlatformProvider() {
      @Override
      public String name() {
        return "broken";
      }

      @Override
      public PlatformSupport support() {
        return rule.equals("OPEN-1")
            ? new PlatformSupport.Unusable("nothing", "none")
            : new PlatformSupport.Usable();
      }

      @Override
      public Platform open(PlatformOptions options) {
        return opening.open(machine, options);
      }
    };
  }

  @Override
  public String toString() {
    return rule + " catches: " + what;
  }
}
