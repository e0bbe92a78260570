package net.routerd.samples.benchmarks;

import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs JMH benchmarks for the table. */
final class Jmh {

  private final Collection<RunResult> results;

  private Jmh(Collection<RunResult> results) {
    this.results = results;
  }

  /** Runs all benchmarks of a class, with allocation per operation. */
  static Jmh run(Class<?> benchmarks) throws RunnerException {
    return new Jmh(
        new Runner(
                new OptionsBuilder()
                    .include(benchmarks.getName() + "\\.")
                    .addProfiler(GCProfiler.class)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run());
  }

  /** Returns the iterations of one benchmark, each multiplied. */
  Figures figures(String method, String parameter, double times) {
    Figures figures = new Figures();
    result(method, parameter)
        .getAggregatedResult()
        .getIterationResults()
        .forEach(iteration -> figures.add(iteration.getPrimaryResult().getScore() * times));
    return figures;
  }

  /** Returns the bytes that one operation allocates. */
  Figures bytes(String method, String parameter) {
    Figures figures = new Figures();
    result(method, parameter).getSecondaryResults().values().stream()
        .filter(secondary -> secondary.getLabel().endsWith("gc.alloc.rate.norm"))
        .mapToDouble(Result<?>::getScore)
        .forEach(figures::add);
    return figures;
  }

  private RunResult result(String method, String parameter) {
    return results.stream()
        .filter(r -> r.getParams().getBenchmark().endsWith("." + method))
        .filter(
            r ->
                parameter.isEmpty()
                    || r.getParams().getParamsKeys().stream()
                        .anyMatch(key -> r.getParams().getParam(key).equals(parameter)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no result of " + method));
  }
}
