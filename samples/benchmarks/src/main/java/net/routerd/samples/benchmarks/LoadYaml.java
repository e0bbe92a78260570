package net.routerd.samples.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.routerd.model.RouterConfig;
import net.routerd.model.yaml.RouterYaml;
import net.routerd.samples.benchmarks.Figures.Unit;

/** P13: ten thousand resources from YAML. */
final class LoadYaml implements Measurement {

  /** Both take turns, each time in a new JVM: what else the machine does falls on both. */
  private static final int ROUNDS = 3;

  @Override
  public String id() {
    return "P13";
  }

  @Override
  public String work() {
    return "load 10k resources from YAML";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Figures ours = new Figures();
    Figures maps = new Figures();
    for (int round = 0; round < ROUNDS; round++) {
      Jmh jmh = Jmh.run(YamlBenchmark.class);
      ours.addAll(jmh.figures("routerd", "", 1e6));
      maps.addAll(jmh.figures("plainMaps", "", 1e6));
    }
    String text = YamlBenchmark.text();
    Figures file = new Figures();
    file.add(text.getBytes(StandardCharsets.UTF_8).length);
    return List.of(
        Row.atMost(id(), work(), ours, "Jackson to plain maps", maps, Unit.NANOS, 2),
        Row.atMost(id(), "heap that stays", retained(text), "the file", file, Unit.BYTES, 8));
  }

  private static Figures retained(String text) {
    Figures figures = new Figures();
    long before = used();
    RouterConfig config = RouterYaml.reader().read("router.yaml", text);
    figures.add((double) (used() - before));
    if (config.resources().isEmpty()) {
      throw new IllegalStateException("nothing was read");
    }
    return figures;
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
