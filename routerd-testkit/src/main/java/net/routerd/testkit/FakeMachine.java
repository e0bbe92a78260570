package net.routerd.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.routerd.spi.Diagnosis;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformOptions.Access;

/**
 * A machine without hardware: time, kernel, devices and the network beyond. It outlives the engines
 * that run on it, so that a test can kill one and start the next on what the first left behind.
 *
 * <pre>{@code
 * FakeMachine machine = new FakeMachine();
 * machine.links().add("wan0").address("172.17.0.2/24");
 * machine.network().gateway("wan0", "172.17.0.1").answers("1.1.1.1");
 * // start an engine on machine.provider()
 * machine.time().advance(Duration.ofSeconds(15));
 * machine.kernel().lookup(Flow.to("8.8.8.8")); // via 172.17.0.1 dev wan0 table main
 * }</pre>
 *
 * <p>A machine and what belongs to it are for one thread, that of the test; only tasks may be given
 * from others.
 */
public final class FakeMachine {

  private final ManualTime time = new ManualTime();
  private final FakeKernel kernel = new FakeKernel(time);
  private final Faults faults = new Faults(time);
  private final FakeLinks links = new FakeLinks(kernel, faults);
  private final FakeNetwork network = new FakeNetwork();
  private final FakeProvider provider = new FakeProvider(this);
  private final List<FakePlatform> open = new ArrayList<>();
  private final List<Diagnosis> diagnoses = new ArrayList<>();

  /** Makes a machine without devices, at time 0. */
  public FakeMachine() {}

  /**
   * Returns the clocks, which the test moves.
   *
   * @return the time
   */
  public ManualTime time() {
    return time;
  }

  /**
   * Returns the kernel's routes and rules.
   *
   * @return the kernel
   */
  public FakeKernel kernel() {
    return kernel;
  }

  /**
   * Returns the devices.
   *
   * @return the links
   */
  public FakeLinks links() {
    return links;
  }

  /**
   * Returns the world beyond the devices.
   *
   * @return the network
   */
  public FakeNetwork network() {
    return network;
  }

  /**
   * Returns what opens platforms on this machine, for the builder of an engine.
   *
   * @return the same provider at every call
   */
  public FakeProvider provider() {
    return provider;
  }

  /**
   * Returns the platforms that are open.
   *
   * @return the platforms, in the order in which they were opened
   */
  public List<FakePlatform> platforms() {
    return List.copyOf(open);
  }

  /**
   * Returns the platform that was opened last and is still open.
   *
   * @return the platform, to kill it or to inject faults
   * @throws IllegalStateException if none is open
   */
  public FakePlatform platform() {
    if (open.isEmpty()) {
      throw new IllegalStateException("no platform is open on this machine");
    }
    return open.getLast();
  }

  /**
   * Lets something go wrong, once its occasion comes.
   *
   * @param fault what goes wrong
   */
  public void inject(PlatformFault fault) {
    switch (fault) {
      case PlatformFault.StallEngine(Duration by) -> open.forEach(p -> p.stall(by));
      case PlatformFault.Overflow(Duration blind) -> open.forEach(p -> p.overflow(blind));
      default -> faults.inject(fault);
    }
  }

  /** Takes back the faults whose occasion has not come; a standstill ends by itself. */
  public void clearFaults() {
    faults.clear();
  }

  /**
   * Lets this machine be found so when it is examined, beside what it always says of itself.
   *
   * @param found what a platform on this machine tells as well
   */
  public void diagnose(Diagnosis found) {
    diagnoses.add(found);
  }

  /** Returns what a look at this machine finds. */
  List<Diagnosis> diagnoses() {
    List<Diagnosis> all = new ArrayList<>();
    all.add(
        new Diagnosis.Fine(
            "platform", "a fake machine with " + links.current().size() + " devices"));
    all.addAll(diagnoses);
    return List.copyOf(all);
  }

  Faults faults() {
    return faults;
  }

  List<FakePlatform> controllers(PlatformOptions options) {
    return open.stream()
        .filter(p -> p.options().access() == Access.CONTROL)
        .filter(p -> p.options().protocol() == options.protocol())
        .toList();
  }

  void opened(FakePlatform platform) {
    open.add(platform);
  }

  void closed(FakePlatform platform) {
    open.remove(platform);
  }
}
