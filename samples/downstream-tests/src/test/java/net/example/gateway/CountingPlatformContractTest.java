package net.example.gateway;

import java.util.stream.Stream;
import net.routerd.spi.PlatformProvider;
import net.routerd.testkit.junit.ContractTests;
import net.routerd.testkit.tck.FakeWorld;
import net.routerd.testkit.tck.PlatformUnderTest;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Our own platform still does all that an engine relies on. */
class CountingPlatformContractTest {

  private static final class Counting implements PlatformUnderTest<FakeWorld> {
    @Override
    public FakeWorld world() {
      return new FakeWorld();
    }

    @Override
    public PlatformProvider provider(FakeWorld world) {
      return new CountingProvider(world.machine().provider(), new Telemetry());
    }
  }

  @TestFactory
  Stream<DynamicTest> contract() {
    return ContractTests.of(new Counting());
  }
}
