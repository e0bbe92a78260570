package net.routerd.samples.failover;

import java.nio.file.Path;
import java.time.Duration;
import net.routerd.api.Routerd;
import net.routerd.model.RouterConfig;
import net.routerd.model.yaml.RouterYaml;

/** The example of the README, compiled; ReadmeTest holds the two together. */
final class Minimal {

  private Minimal() {}

  // README begin
  public static void main(String[] arguments) throws InterruptedException {
    RouterConfig config = RouterYaml.reader().read(Path.of("router.yaml"));
    try (Routerd routerd =
        Routerd.builder()
            .configuration(config)
            .listener(event -> System.out.println(event))
            .build()) {
      routerd.start();
      if (routerd.awaitDecided(Duration.ofSeconds(30))) {
        System.out.println(routerd.status().policy("ipv4-default").orElseThrow().message());
      }
      Thread.currentThread().join(); // until the process is told to end; the routes stay
    }
  }
  // README end
}
