package net.routerd.samples.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.routerd.model.Expression;
import net.routerd.model.StatusReference;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.select.resolve.ReferenceResolver;
import net.routerd.select.resolve.Resolution;
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
 * References resolved by themselves (REF-4), to statuses that are known: what a decision does for
 * each field of a route or a candidate. Its result is allocated, 16 bytes; with prefixes their list
 * too, and the sentence where something is wrong.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ResolveBenchmark {

  private static final String DEVICE = "${EgressRoutePolicy/internet.status.selectedDevice}";
  private static final String GATEWAY = "${EgressRoutePolicy/internet.status.selectedGateway}";
  private static final String PREFIXES = "${EgressRoutePolicy/internet.status.destinationCIDRs}";
  private static final Resolution<Object> UNKNOWN = new Resolution.Unresolved<>("not known");

  private final Map<StatusReference, Resolution<Object>> statuses =
      Map.of(
          StatusReference.parse(DEVICE), new Resolution.Value<>(new LinkName("wan0")),
          StatusReference.parse(GATEWAY), new Resolution.Absent<>(),
          StatusReference.parse(PREFIXES),
              new Resolution.Value<>(List.of(Cidr.parse("0.0.0.0/1"), Cidr.parse("128.0.0.0/1"))));

  private final ReferenceResolver resolver =
      new ReferenceResolver(reference -> statuses.getOrDefault(reference, UNKNOWN));

  private final Expression<LinkName> literal = Expression.of(new LinkName("wan0"));
  private final Expression<LinkName> device = Expression.reference(DEVICE);
  private final Expression<IpAddress> gateway = Expression.reference(GATEWAY);
  private final Expression<IpAddress> mistaken = Expression.reference(DEVICE);
  private final Expression<Cidr> prefixes = Expression.reference(PREFIXES);

  /**
   * A name that is written out.
   *
   * @return the name
   */
  @Benchmark
  public Resolution<LinkName> literal() {
    return resolver.device(literal);
  }

  /**
   * A reference to a device.
   *
   * @return its name
   */
  @Benchmark
  public Resolution<LinkName> device() {
    return resolver.device(device);
  }

  /**
   * A reference to a gateway that there is none of.
   *
   * @return absent
   */
  @Benchmark
  public Resolution<IpAddress> absent() {
    return resolver.address(gateway);
  }

  /**
   * A reference to a list of prefixes.
   *
   * @return the prefixes
   */
  @Benchmark
  public Resolution<List<Cidr>> prefixes() {
    return resolver.prefixes(prefixes);
  }

  /**
   * A reference to a device where an address must stand.
   *
   * @return unresolved, with the sentence that says why
   */
  @Benchmark
  public Resolution<IpAddress> wrongType() {
    return resolver.address(mistaken);
  }
}
