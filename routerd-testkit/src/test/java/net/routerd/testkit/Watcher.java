package net.routerd.testkit;

import java.util.ArrayList;
import java.util.List;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import net.routerd.model.route.RouteKey;
import net.routerd.spi.ApplyResult;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformListener;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformOptions.Access;

/** Stands where an engine would: counts what a platform tells and asks it for changes. */
final class Watcher implements PlatformListener {

  static final PlatformOptions CONTROL =
      new PlatformOptions(PlatformOptions.DEFAULT_PROTOCOL, Access.CONTROL);

  private final FakePlatform platform;
  private final List<PlatformException> failures = new ArrayList<>();
  private int told;

  Watcher(FakePlatform platform) {
    this.platform = platform;
  }

  static Watcher on(FakeMachine machine) {
    Watcher watcher = new Watcher(machine.provider().open(CONTROL));
    watcher.platform.start(watcher);
    return watcher;
  }

  @Override
  public void changed() {
    told++;
  }

  @Override
  public void failed(PlatformException cause) {
    failures.add(cause);
  }

  FakePlatform platform() {
    return platform;
  }

  List<PlatformException> failures() {
    return failures;
  }

  /** Lets pending events arrive and returns how many there were since the last call. */
  int told() {
    platform.machine().time().runUntilIdle();
    int count = told;
    told = 0;
    return count;
  }

  List<ObservedRoute> routes() {
    return platform.routes().current().routes();
  }

  List<ApplyResult> apply(RouteChange... changes) {
    List<ApplyResult> results = new ArrayList<>();
    var _ = platform.routes().apply(List.of(changes)).thenAccept(results::addAll);
    platform.machine().time().runUntilIdle();
    return results;
  }

  /** Returns a default route in table main, in the words of ip-route(8) after {@code default}. */
  static DesiredRoute defaultRoute(String words) {
    IpWords read = IpWords.parse("default " + words);
    RouteAction action =
        new RouteAction.Forward(read.deviceAfter("dev"), read.addressAfter("via"), read.onlink());
    RouteKey key =
        new RouteKey(RouteTable.MAIN, Cidr.parse("0.0.0.0/0"), read.numberAfter("metric", 0));
    return new DesiredRoute(key, action, read.addressAfter("src"));
  }

  static LinkName link(String name) {
    return new LinkName(name);
  }
}
