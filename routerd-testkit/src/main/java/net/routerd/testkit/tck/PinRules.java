package net.routerd.testkit.tck;

import java.util.Optional;
import net.routerd.model.HealthCheck;
import net.routerd.model.ProbeProtocol;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.probe.ProbeOutcome.Kind;
import net.routerd.model.probe.ProbeResult;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteChange.DeleteRoute;
import net.routerd.model.route.RouteKey;
import net.routerd.spi.ProbeRequest;
import net.routerd.spi.ProbeRequest.Path;
import net.routerd.testkit.tck.World.Target;

/** A probe goes by its device, its source and its path, or not at all. */
final class PinRules {

  private PinRules() {}

  private static Opened withPath(Stage stage, Net net) {
    stage.world().addTarget(Net.WAN0, net.target(), Target.ANSWERS);
    Opened opened = stage.start();
    Probes.layPath(opened, net, net.target());
    return opened;
  }

  private static void mustEndUnsent(Kind wanted, ProbeResult result) {
    Check.that(result.outcome().kind() == wanted, "wanted %s, seen %s", wanted, result.outcome());
    Check.that(result.evidence().isEmpty(), "nothing was sent, but there is evidence");
  }

  @Rule(
      id = "PIN-1 HC-4 PATH-1",
      promise = "a probe does not go by the device that the main table prefers")
  static void theDeviceIsKept(Stage stage, Net net) {
    stage.world().addTarget(Net.WAN0, net.silent(), Target.SILENT);
    stage.world().addTarget(Net.WAN1, net.silent(), Target.ANSWERS);
    RouteKey everything = new RouteKey(RouteTable.MAIN, net.family().defaultPrefix(), 0);
    stage.world().addRoute(Net.made(everything, net.via1(), Net.FOREIGN));
    Opened opened = stage.start();
    Probes.layPath(opened, net, net.silent());
    HealthCheck brief = Probes.check(ProbeProtocol.ICMP, net.silent(), Probes.BRIEF);

    ProbeResult result = opened.probe(Probes.request(opened, net, brief));

    Check.equal("outcome", Kind.TIMEOUT, result.outcome().kind());
  }

  @Rule(id = "PIN-2 PATH-2", promise = "without its path a probe is NoPath")
  static void withoutItsPath(Stage stage, Net net) {
    Opened opened = withPath(stage, net);
    RouteKey everything = new RouteKey(Probes.TABLE, net.family().defaultPrefix(), 0);
    ObservedRoute route = Net.made(everything, net.via0(), Stage.PROTOCOL);
    opened.mustApply(new DeleteRoute(route));

    mustEndUnsent(Kind.NO_PATH, opened.probe(Probes.icmp(opened, net, net.target())));
  }

  @Rule(id = "PIN-3 PATH-2", promise = "where the kernel has another path, a probe is NoPath")
  static void anotherPath(Stage stage, Net net) {
    Opened opened = withPath(stage, net);
    ProbeRequest request = Probes.icmp(opened, net, net.target());
    Path.Own own = (Path.Own) request.path();

    mustEndUnsent(
        Kind.NO_PATH,
        opened.probe(Probes.by(request, new Path.Own(own.table(), gateway1(net), 0))));
    mustEndUnsent(
        Kind.NO_PATH,
        opened.probe(Probes.by(request, new Path.Own(new RouteTable(114001), own.gateway(), 0))));
  }

  private static Optional<IpAddress> gateway1(Net net) {
    return Optional.of(net.gateway1().address());
  }

  @Rule(
      id = "PIN-4 HC-6",
      promise = "a probe without a path of its own takes any through its device")
  static void anyPath(Stage stage, Net net) {
    stage.world().addTarget(Net.WAN0, net.target(), Target.ANSWERS);
    Opened opened = stage.start();
    RouteKey everything = new RouteKey(RouteTable.MAIN, net.family().defaultPrefix(), 0);
    opened.install(Net.wanted(everything, net.via0()));
    ProbeRequest request = Probes.by(Probes.icmp(opened, net, net.target()), new Path.Any());

    Check.equal("outcome", Kind.PASSED, opened.probe(request).outcome().kind());
  }

  @Rule(id = "PIN-5 HC-4", promise = "a device that is gone, or has another number, is PinFailed")
  static void pinFailed(Stage stage, Net net) {
    Opened opened = withPath(stage, net);
    ProbeRequest request = Probes.icmp(opened, net, net.target());
    int index = opened.link(Net.WAN0).index();
    int another = opened.link(Net.WAN1).index();

    mustEndUnsent(Kind.PIN_FAILED, opened.probe(Probes.on(request, new LinkName("none0"), index)));
    mustEndUnsent(Kind.PIN_FAILED, opened.probe(Probes.on(request, Net.WAN0, another)));
  }

  @Rule(id = "PIN-6 HC-5", promise = "a source address that is not there is SourceAddressMissing")
  static void sourceMissing(Stage stage, Net net) {
    Opened opened = withPath(stage, net);
    ProbeRequest request = Probes.icmp(opened, net, net.target());
    IpAddress nobodys = net.refusing();

    mustEndUnsent(Kind.SOURCE_ADDRESS_MISSING, opened.probe(Probes.from(request, nobodys)));
  }

  @Rule(id = "PIN-7 HC-5", promise = "a source address is bound, and is the evidence's source")
  static void theSourceIsBound(Stage stage, Net net) {
    String text = net.own0().address().toString().replaceFirst("2$", "77");
    LinkAddress second = LinkAddress.parse(text + "/" + net.own0().prefixLength());
    stage.world().addAddress(Net.WAN0, second);
    Opened opened = withPath(stage, net);
    ProbeRequest request = Probes.icmp(opened, net, net.target());

    ProbeResult result = opened.probe(Probes.from(request, second.address()));

    Check.equal("outcome", Kind.PASSED, result.outcome().kind());
    Check.equal(
        "source", Optional.of(second.address()), result.evidence().flatMap(e -> e.source()));
  }
}
