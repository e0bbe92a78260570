package net.routerd.samples.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.routerd.samples.benchmarks.Figures.Unit;

/** P11: from the start of the JVM to the first route, plain and with an AOT cache. */
final class StartUp implements Measurement {

  private static final int REPETITIONS = 10;

  @Override
  public String id() {
    return "P11";
  }

  @Override
  public String work() {
    return "JVM start until the first route stands";
  }

  @Override
  public List<Row> run(Lab lab) throws Exception {
    Path config = Files.writeString(lab.file("router.yaml"), Engine.yaml(""));
    Path cache = lab.file("appliance.aot");
    lab.run(appliance(config, "-XX:AOTCacheOutput=" + cache));
    withdraw(lab);
    Figures plain = new Figures();
    Figures cached = new Figures();
    for (int i = 0; i < REPETITIONS; i++) {
      plain.add(start(lab, appliance(config)));
      cached.add(start(lab, appliance(config, "-XX:AOTCache=" + cache)));
    }
    return List.of(
        Row.atMost(
            id(), work() + ", with an AOT cache", cached, "without", plain, Unit.NANOS, 0.8));
  }

  private static double start(Lab lab, List<String> command) throws Exception {
    try (Watched observer = new Watched(List.of(lab.limit().toString(), "first"))) {
      long begin = System.nanoTime();
      lab.run(command);
      return observer.number() - begin;
    } finally {
      withdraw(lab);
    }
  }

  private static void withdraw(Lab lab) {
    lab.sh("ip route flush default; ip rule flush protocol 114 2> /dev/null; true");
  }

  /** The appliance as its launcher starts it, once. */
  private static List<String> appliance(Path config, String... options) {
    Path target = Lab.home().resolve("../appliance/target").normalize();
    List<String> command = new ArrayList<>(Lab.javaOfAppliance());
    command.add("--enable-native-access=net.routerd.linux");
    command.addAll(List.of(options));
    Stream.of(
            "-p",
            target.resolve("appliance.jar") + ":" + target.resolve("modules"),
            "-m",
            "net.routerd.samples.appliance/net.routerd.samples.appliance.Main",
            "--once",
            "--config",
            config.toString())
        .forEach(command::add);
    return command;
  }
}
