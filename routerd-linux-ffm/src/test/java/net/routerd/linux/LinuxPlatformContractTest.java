package net.routerd.linux;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import net.routerd.spi.PlatformProvider;
import net.routerd.testkit.tck.ContractRule;
import net.routerd.testkit.tck.PlatformContract;
import net.routerd.testkit.tck.PlatformUnderTest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every rule, those that only SHOULD be kept too; none is left out as untestable. */
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

  /** Most of a rule's time is the kernel's, for namespaces that come and go: several at once. */
  @TestFactory
  Stream<DynamicTest> rules() {
    ExecutorService hands = Executors.newFixedThreadPool(4);
    List<DynamicTest> tests =
        PlatformContract.of(new Linux()).rules().stream()
            .map(rule -> test(rule, hands.submit(rule::run)))
            .toList();
    hands.shutdown();
    return tests.stream();
  }

  private static DynamicTest test(ContractRule rule, Future<?> running) {
    return DynamicTest.dynamicTest(
        rule.toString(),
        () -> {
          try {
            running.get();
          } catch (ExecutionException e) {
            throw e.getCause();
          }
        });
  }
}
