package net.routerd.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.routerd.model.RouterConfig;
import net.routerd.model.yaml.RouterYaml;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.MappingIterator;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** P13: ten thousand resources of YAML, beside Jackson binding them to plain maps. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 2, time = 1)
public class YamlBenchmark {

  private static final YAMLMapper MAPS = new YAMLMapper();

  private final String text = text();

  static String text() {
    StringBuilder yaml = new StringBuilder();
    for (int i = 0; i < 2500; i++) {
      yaml.append(i == 0 ? "" : "---\n");
      yaml.append(
          """
          apiVersion: net.routerd.net/v1alpha1
          kind: Interface
          metadata: {name: wan-%1$d}
          spec: {ifname: wan%1$d}
          ---
          apiVersion: net.routerd.net/v1alpha1
          kind: HealthCheck
          metadata: {name: check-%1$d}
          spec: {target: 192.0.2.1, protocol: tcp, port: 443, interval: 5s}
          ---
          apiVersion: net.routerd.net/v1alpha1
          kind: EgressRoutePolicy
          metadata: {name: policy-%1$d}
          spec:
            family: ipv4
            candidates:
              - name: first
                source: Interface/wan-%1$d
                gateway: 172.17.0.1
                weight: 80
                healthCheck: check-%1$d
          ---
          apiVersion: net.routerd.net/v1alpha1
          kind: IPv4Route
          metadata: {name: route-%1$d}
          spec:
            destination: 0.0.0.0/0
            table: %2$d
            device: ${EgressRoutePolicy/policy-%1$d.status.selectedDevice}
            gateway: ${EgressRoutePolicy/policy-%1$d.status.selectedGateway}
          """
              .formatted(i, 1000 + i));
    }
    return yaml.toString();
  }

  /**
   * Reads resources.
   *
   * @return the configuration
   */
  @Benchmark
  public RouterConfig routerd() {
    return RouterYaml.reader().read("router.yaml", text);
  }

  /**
   * Reads maps.
   *
   * @return one for each document
   */
  @Benchmark
  public List<Map<String, Object>> plainMaps() {
    List<Map<String, Object>> all = new ArrayList<>();
    try (MappingIterator<Map<String, Object>> documents =
        MAPS.readerForMapOf(Object.class).readValues(text)) {
      documents.forEachRemaining(all::add);
    }
    return all;
  }
}
