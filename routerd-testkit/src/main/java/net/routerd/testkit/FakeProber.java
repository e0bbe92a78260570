package net.routerd.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.probe.ProbeEvidence;
import net.routerd.model.probe.ProbeOutcome;
import net.routerd.model.probe.ProbeOutcome.Kind;
import net.routerd.model.probe.ProbeResult;
import net.routerd.spi.PlatformOptions.Access;
import net.routerd.spi.ProbeRequest;
import net.routerd.spi.ProbeRequest.Path;
import net.routerd.spi.Prober;
import net.routerd.testkit.FakeGateway.Answer;

/** Sends probes into the fake network, in the order of checks of the real prober. */
final class FakeProber implements Prober {

  private final FakePlatform platform;
  private final FakeKernel kernel;

  FakeProber(FakePlatform platform) {
    this.platform = platform;
    kernel = platform.machine().kernel();
  }

  @Override
  public void probe(ProbeRequest request, Consumer<ProbeResult> done) {
    Reporter reporter = new Reporter(platform, request, done);
    Optional<FakeDevice> device = kernel.device(request.device());
    if (platform.options().access() == Access.OBSERVE) {
      reporter.unsent(Kind.NO_PATH, "the platform was opened to observe");
    } else if (device.isEmpty()) {
      reporter.unsent(Kind.PIN_FAILED, reason(Errno.ENODEV));
    } else if (device.get().index() != request.ifindex()) {
      reporter.unsent(
          Kind.PIN_FAILED, "ifindex is " + device.get().index() + ", not " + request.ifindex());
    } else if (request.sourceAddress().filter(s -> !kernel.isLocal(s)).isPresent()) {
      reporter.unsent(Kind.SOURCE_ADDRESS_MISSING, reason(Errno.EADDRNOTAVAIL));
    } else {
      send(request, device.get(), reporter);
    }
  }

  private static String reason(Errno errno) {
    return errno + " (" + errno.number() + "), " + errno.words();
  }

  private void send(ProbeRequest request, FakeDevice device, Reporter reporter) {
    long mark = request.path() instanceof Path.Own own ? own.mark() : 0;
    IpAddress target = request.check().target();
    Flow flow = new Flow(target, Optional.of(request.device()), request.sourceAddress(), mark);
    Lookup lookup = kernel.fibMatch(flow);
    if (lookup instanceof Lookup.Via via && isWanted(request.path(), via)) {
      await(request, device, via, reporter);
    } else {
      reporter.unsent(Kind.NO_PATH, "the kernel's lookup says " + lookup);
    }
  }

  private static boolean isWanted(Path path, Lookup.Via via) {
    return switch (path) {
      case Path.Any any -> true;
      case Path.Own own -> via.table().equals(own.table()) && via.gateway().equals(own.gateway());
    };
  }

  private void await(ProbeRequest request, FakeDevice device, Lookup.Via via, Reporter reporter) {
    Duration timeout = request.check().timeout();
    Answer leaving = answer(request, device, via);
    Duration after = delay(leaving, timeout);
    ProbeEvidence evidence =
        new ProbeEvidence(
            request.device(), device.index(), via.source(), via.gateway(), after.toNanos());
    reporter.later(
        after,
        () -> {
          Answer arrived = answer(request, device, via);
          boolean lost = leaving instanceof Answer.Silent || arrived instanceof Answer.Silent;
          if (lost || after.compareTo(timeout) > 0) {
            reporter.timeout(timeout, evidence);
          } else {
            reporter.sent(outcome(arrived), evidence);
          }
        });
  }

  /** What arrives, as things stand: asked when the probe leaves and when its answer is due. */
  private Answer answer(ProbeRequest request, FakeDevice device, Lookup.Via via) {
    IpAddress target = request.check().target();
    boolean passable = kernel.devices().contains(device) && device.link().isUp();
    return passable && via.source().isPresent() && isAccepted(device, via.source().get(), target)
        ? platform.machine().network().answer(device.name(), via.gateway(), target)
        : new Answer.Silent();
  }

  /** The reverse path filter: rules are asked without the device that the socket is bound to. */
  private boolean isAccepted(FakeDevice device, IpAddress local, IpAddress target) {
    if (device.rpFilter() == 0 || target.family() == IpFamily.IPV6) {
      return true;
    }
    Lookup back = kernel.fibMatch(new Flow(target, Optional.empty(), Optional.of(local), 0));
    return back instanceof Lookup.Via via
        && (device.rpFilter() == 2 || via.device().equals(device.name()));
  }

  private static Duration delay(Answer answer, Duration timeout) {
    return switch (answer) {
      case Answer.Passes(Duration after) -> after;
      case Answer.Silent silent -> timeout;
      case Answer.Refuses refuses -> FakeGateway.NEAR;
      case Answer.Unreachable unreachable -> FakeGateway.NEAR;
      case Answer.Wrong wrong -> FakeGateway.NEAR;
    };
  }

  private static ProbeOutcome outcome(Answer answer) {
    return switch (answer) {
      case Answer.Passes passes -> ProbeOutcome.of(Kind.PASSED);
      case Answer.Silent silent -> ProbeOutcome.of(Kind.TIMEOUT);
      case Answer.Refuses refuses -> ProbeOutcome.of(Kind.REFUSED);
      case Answer.Unreachable unreachable ->
          new ProbeOutcome(Kind.UNREACHABLE, reason(Errno.EHOSTUNREACH));
      case Answer.Wrong(String detail) -> new ProbeOutcome(Kind.PROTOCOL_ERROR, detail);
    };
  }
}
