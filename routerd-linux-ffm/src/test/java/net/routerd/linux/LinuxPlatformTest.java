package net.routerd.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.routerd.linux.internal.doctor.Capabilities;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformOptions.Access;
import net.routerd.spi.PlatformProvider;
import net.routerd.spi.PlatformSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LinuxPlatformTest {

  @Test
  void theServiceLoaderFindsTheProviderAndItIsUsableHere() {
    // On the module path this test is in the module that provides and does not use the service.
    LinuxPlatformTest.class.getModule().addUses(PlatformProvider.class);
    List<PlatformProvider> found =
        ServiceLoader.load(PlatformProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.name().equals("linux"))
            .toList();

    assertThat(found).singleElement().isInstanceOf(LinuxPlatformProvider.class);
    assertThat(found.getFirst().support()).isInstanceOf(PlatformSupport.Usable.class);
  }

  @Test
  @DisplayName("ENG-6 a second engine for a protocol number is refused, the first one's pid named")
  void asecondControllerIsRefused() {
    try (Machine machine = new Machine()) {
      Platform first = machine.open(Access.CONTROL);

      assertThatThrownBy(() -> machine.open(Access.CONTROL))
          .isInstanceOf(PlatformException.class)
          .hasMessageContaining("control the routes of protocol 114")
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      first.close();
      machine.open(Access.CONTROL);
    }
  }

  @Test
  @DisplayName("ENG-6 the pid is still named after 200 refused starts, more than a backlog holds")
  void manyRefusedStarts() {
    try (Machine machine = new Machine()) {
      Platform first = machine.open(Access.CONTROL);
      for (int i = 0; i < 200; i++) {
        assertThatThrownBy(() -> machine.open(Access.CONTROL))
            .as("start %d", i)
            .isInstanceOf(PlatformException.class)
            .hasMessageContaining("process " + ProcessHandle.current().pid());
      }
      assertThat(first).isNotNull();
    }
  }

  @Test
  @DisplayName("ENG-6 another namespace and another protocol number have engines of their own")
  void theLockIsScopedToNamespaceAndProtocol() {
    try (Machine one = new Machine();
        Machine two = new Machine()) {
      Platform first = one.open(Access.CONTROL);
      Platform second = two.open(Access.CONTROL);
      Platform third =
          new LinuxPlatformProvider(LinuxOptions.inNetworkNamespace(Netns.path(one.ns)))
              .open(new PlatformOptions(115, Access.CONTROL));
      third.close();

      assertThat(first).isNotSameAs(second);
    }
  }

  @Test
  @DisplayName("ENG-5 a namespace that is not there is named, with the next step")
  void amissingNamespaceIsNamed() {
    LinuxPlatformProvider provider =
        new LinuxPlatformProvider(LinuxOptions.inNetworkNamespace(Path.of("/run/netns/none")));

    assertThatThrownBy(() -> provider.open(new PlatformOptions(114, Access.OBSERVE)))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.tried()).contains("/run/netns/none");
              assertThat(e.answer()).isEqualTo("ENOENT (2)");
              assertThat(e.mend()).isNotEmpty();
            });
  }

  @Test
  @DisplayName("ENG-5 missing capabilities are named, with the mend")
  void missingCapabilitiesAreNamed() {
    Capabilities none = Capabilities.of("Name:\tjava\nCapEff:\t0000000000000000\n");
    Capabilities all = Capabilities.of("CapEff:\t000001ffffffffff\n");

    assertThatThrownBy(none::demandNetAdmin)
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("lacks CAP_NET_ADMIN and CAP_NET_RAW")
        .hasMessageContaining("grant");
    all.demandNetAdmin();
  }

  @Test
  void closeEndsEveryThreadAndEveryDescriptor() throws IOException {
    try (Machine machine = new Machine()) {
      machine.start().close();
      int descriptors = descriptors();
      Set<Thread> threads = threads();

      for (int i = 0; i < 5; i++) {
        Platform platform = machine.open(Access.CONTROL);
        platform.start(new Machine.Listener());
        platform.close();
        platform.close();
      }

      assertThat(descriptors()).isEqualTo(descriptors);
      assertThat(threads()).isSubsetOf(threads); // of other tests, whose idle ones end by and by
    }
  }

  private static int descriptors() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return (int) files.count();
    }
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(t -> t.getName().startsWith("routerd-"))
        .collect(Collectors.toSet());
  }

  @Test
  void theEnginesExecutorRunsInOrderAndDropsTimersWhenClosed() throws InterruptedException {
    try (Machine machine = new Machine()) {
      Platform platform = machine.open(Access.OBSERVE);
      EngineExecutor executor = platform.executor();
      Queue<String> seen = new ConcurrentLinkedQueue<>();
      CountDownLatch timer = new CountDownLatch(1);
      long now = platform.time().nanos();

      executor.schedule(now + TimeUnit.MINUTES.toNanos(10), () -> seen.add("never"));
      executor.schedule(now + TimeUnit.MILLISECONDS.toNanos(1), timer::countDown);
      boolean ran = timer.await(20, TimeUnit.SECONDS);
      executor.execute(() -> seen.add("a " + executor.isEngineThread()));
      executor.execute(() -> seen.add("b"));
      executor.close();
      executor.execute(() -> seen.add("c"));

      assertThat(ran).isTrue();
      assertThat(seen).containsExactly("a true", "b");
      assertThat(executor.isEngineThread()).isFalse();
    }
  }
}
