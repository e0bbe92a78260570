package net.routerd.samples.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The appliance as it comes onto a device that has no JDK. */
@DisabledIfSystemProperty(named = "routerd.kernel", matches = "skip")
class ImageIT {

  private static final String ROUTE = "default via 172.17.0.1 dev wan0 proto 114";
  private static final int AOT_CACHE_OUTPUT_SINCE = 25; // JEP 514

  @TempDir private Path directory;

  @Test
  @DisplayName("the image installs the route, also with the cache that its first run made")
  void theImageRuns() throws Exception {
    Path image = directory.resolve("image");
    try (Running jlink =
        Running.start(List.of(Path.of("image").toAbsolutePath().toString(), image.toString()))) {
      assertThat(jlink.exit()).as(jlink.err()).isZero();
      assertThat(jlink.out()).containsPattern(image + ": [0-9]+ MiB");
    }

    installs(image, "");
    if (Runtime.version().feature() >= AOT_CACHE_OUTPUT_SINCE) {
      Path cache = image.resolve("lib/appliance.aot");
      installs(image, "-XX:AOTCacheOutput=" + cache);
      assertThat(cache).isNotEmptyFile();
      installs(image, "-XX:AOTMode=on"); // which ends the JVM if it cannot use the cache
    }
  }

  @Test
  @DisplayName("an image is made in no directory that is there, and the answer says so")
  void nothingIsOverwritten() throws Exception {
    Path there = Files.createDirectory(directory.resolve("there"));
    try (Running jlink =
        Running.start(List.of(Path.of("image").toAbsolutePath().toString(), there.toString()))) {
      assertThat(jlink.exit()).isNotZero();
      assertThat(jlink.out() + jlink.err()).contains("already exists", there.toString());
    }
    assertThat(there).isEmptyDirectory();
  }

  private void installs(Path image, String option) throws IOException, InterruptedException {
    Path config = directory.resolve("router.yaml");
    Files.writeString(config, Configs.twoWays(80, 50));
    try (World world = new World();
        Running once =
            world.start(
                "env",
                "ROUTERD_JAVA_OPTS=" + option,
                image.resolve("bin/appliance").toString(),
                "--once",
                "--config",
                config.toString())) {
      assertThat(once.exit()).as(option + once.err()).isZero();
      assertThat(world.defaultRoutes()).contains(ROUTE);
    }
  }
}
