package net.routerd.samples.benchmarks;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import net.routerd.linux.internal.netlink.NlFrames;
import net.routerd.linux.internal.netlink.NlWriter;
import net.routerd.linux.internal.rtnl.DeviceNames;
import net.routerd.linux.internal.rtnl.route.RouteReader;
import net.routerd.linux.internal.rtnl.route.RouteRequests;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.IpFamily;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.ObservedRoute;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the monitor does with a route that it is told of: one of others, which is most of what it
 * hears where a routing daemon runs, and one that is kept.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MonitorBenchmark {

  private static final int NEW_ROUTE = 24;
  private static final int OURS = 114;
  private static final int BIRD = 12;

  private static final DeviceNames NAMES =
      new DeviceNames() {
        private final LinkName device = new LinkName("wan0");

        @Override
        public LinkName name(int index) {
          return device;
        }

        @Override
        public OptionalInt index(LinkName name) {
          return OptionalInt.of(2);
        }
      };

  private final NlFrames frames = new NlFrames();
  private final RouteReader reader = new RouteReader();
  private final ByteBuffer foreign = told(BIRD);
  private final ByteBuffer own = told(OURS);
  private final RouteAction action = Routes.route(7, "wan0", "172.17.0.1").action();
  private final long bits = 7;

  private static ByteBuffer told(int protocol) {
    NlWriter body = new NlWriter();
    RouteRequests.install(body, Routes.route(7, "wan0", "172.17.0.1"), protocol, OptionalInt.of(2));
    return CodecBenchmark.datagram(NEW_ROUTE, body.toBytes());
  }

  private Optional<ObservedRoute> read(ByteBuffer datagram) {
    frames.over(datagram).advance();
    return reader.read(frames, NAMES, (key, protocol) -> protocol == OURS);
  }

  /**
   * Reads a route of others that nobody asked for.
   *
   * @return nothing
   */
  @Benchmark
  public Optional<ObservedRoute> passOver() {
    return read(foreign);
  }

  /**
   * Reads a route of ours.
   *
   * @return the route, which is kept: so it must be allocated
   */
  @Benchmark
  public Optional<ObservedRoute> keep() {
    return read(own);
  }

  /**
   * Makes of the same route what {@link #keep} returns, from nothing that was read.
   *
   * @return the route: what it takes, reading it allocates nothing beside
   */
  @Benchmark
  public Optional<ObservedRoute> keptAlone() {
    IpAddress network = new IpAddress(IpFamily.IPV4, 0, bits);
    RouteKey key = new RouteKey(RouteTable.MAIN, new Cidr(network, 32), 0);
    return Optional.of(new ObservedRoute(key, action, Optional.empty(), OURS, true));
  }
}
