package net.routerd.samples.benchmarks;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import net.routerd.linux.internal.netlink.NlFrames;
import net.routerd.linux.internal.netlink.NlHeader;
import net.routerd.linux.internal.netlink.NlOutcome;
import net.routerd.linux.internal.netlink.NlWriter;
import net.routerd.linux.internal.rtnl.route.RouteMessage;
import net.routerd.linux.internal.rtnl.route.RouteRequests;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.DesiredRoute;
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

/** One route written, one read in its place, one acknowledgement: nothing may be allocated. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CodecBenchmark {

  private static final int NEW_ROUTE = 24;
  private static final int ACKNOWLEDGEMENT = 2;
  private static final int PROTOCOL = 114;
  private static final OptionalInt DEVICE = OptionalInt.of(2);

  private final DesiredRoute route =
      new DesiredRoute(
          new RouteKey(new RouteTable(1000), Cidr.parse("10.1.2.0/24"), 5),
          new RouteAction.Forward(
              Optional.of(new LinkName("wan0")), Optional.of(IpAddress.parse("172.17.0.1")), false),
          Optional.empty());
  private final NlWriter out = new NlWriter();
  private final NlFrames frames = new NlFrames();
  private final RouteMessage message = new RouteMessage();
  private final ByteBuffer told = datagram(NEW_ROUTE, body());
  private final ByteBuffer acknowledgement = datagram(ACKNOWLEDGEMENT, new byte[20]);

  private byte[] body() {
    NlWriter body = new NlWriter();
    RouteRequests.install(body, route, PROTOCOL, DEVICE);
    return body.toBytes();
  }

  static ByteBuffer datagram(int type, byte[] body) {
    byte[] bytes = new NlWriter().message(new NlHeader(type, 0, 1, 1), body).toBytes();
    return ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.nativeOrder()).put(bytes).flip();
  }

  /**
   * Writes a route into the buffer that is sent.
   *
   * @return how many bytes there are
   */
  @Benchmark
  public int write() {
    RouteRequests.install(out.clear(), route, PROTOCOL, DEVICE);
    return out.size();
  }

  /**
   * Reads a route in the buffer that was received.
   *
   * @return something of it
   */
  @Benchmark
  public long read() {
    frames.over(told).advance();
    return message.read(frames).table() + message.outDevice() + message.protocol();
  }

  /**
   * Reads an acknowledgement.
   *
   * @return what it says
   */
  @Benchmark
  public NlOutcome acknowledge() {
    frames.over(acknowledgement).advance();
    return NlOutcome.answer(frames);
  }
}
