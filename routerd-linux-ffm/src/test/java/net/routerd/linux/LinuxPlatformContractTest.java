package net.routerd.linux;

import java.util.stream.Stream;
import net.routerd.spi.PlatformProvider;
import net.routerd.testkit.junit.ContractTests;
import net.routerd.testkit.tck.PlatformUnderTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The Linux platform keeps the contract, on the kernel of this machine")
class LinuxPlatformContractTest {

  private static final class Linux implements PlatformUnderTest<NetnsWorld> {
    @Override
    public NetnsWorld world() {
      return new NetnsWorld();
    }

    @Override
    public PlatformProvider provider(NetnsWorld world) {
      return new LinuxPlatformProvider(LinuxOptions.inNetworkNamespace(Netns.path(world.box())));
    }
  }

  @TestFactory
  Stream<DynamicTest> rules() {
    return ContractTests.of(new Linux());
  }
}
