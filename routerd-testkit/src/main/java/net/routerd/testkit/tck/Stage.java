package net.routerd.testkit.tck;

import java.util.ArrayDeque;
import java.util.Deque;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.net.LinkName;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformOptions.Access;
import net.routerd.spi.PlatformProvider;

/**
 * Where a rule is tried: a world with two uplinks, wan0 and wan1, that have addresses of both
 * families and a gateway each, and the platforms that are opened in it.
 */
final class Stage implements AutoCloseable {

  static final int PROTOCOL = PlatformOptions.DEFAULT_PROTOCOL;

  private final World world;
  private final PlatformProvider provider;
  private final Deque<Platform> open = new ArrayDeque<>();

  private Stage(World world, PlatformProvider provider) {
    this.world = world;
    this.provider = provider;
  }

  static <W extends World> Stage open(PlatformUnderTest<W> platform) {
    W world = platform.world();
    try {
      Stage stage = new Stage(world, platform.provider(world));
      stage.addUplink(Net.WAN0);
      stage.addUplink(Net.WAN1);
      return stage;
    } catch (RuntimeException | Error e) {
      world.close();
      throw e;
    }
  }

  /** Adds one of the two devices as every stage has it. */
  void addUplink(LinkName link) {
    boolean first = link.equals(Net.WAN0);
    world.addLink(link);
    for (Net net : Net.ALL) {
      LinkAddress own = first ? net.own0() : net.own1();
      world.addAddress(link, own);
      world.addGateway(link, first ? net.gateway0() : net.gateway1());
    }
  }

  World world() {
    return world;
  }

  PlatformProvider provider() {
    return provider;
  }

  /** Opens a platform, which must work, and does not start it; it is closed with the stage. */
  Opened open(int protocol, Access access) {
    try {
      return tryOpen(protocol, access);
    } catch (PlatformException refused) {
      throw new AssertionError("it cannot be opened: " + refused.getMessage(), refused);
    }
  }

  /** Opens a platform, which may be refused. */
  Opened tryOpen(int protocol, Access access) {
    Platform platform = provider.open(new PlatformOptions(protocol, access));
    open.push(platform);
    return new Opened(world, platform);
  }

  /** Opens and starts the platform as an engine does. */
  Opened start() {
    Opened opened = open(PROTOCOL, Access.CONTROL);
    opened.start();
    return opened;
  }

  @Override
  public void close() {
    try {
      open.forEach(Platform::close);
    } finally {
      world.close();
    }
  }
}
