package net.routerd.samples.failover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

class StoryIT {

  private static final Path HERE = Path.of("").toAbsolutePath();

  @Test
  @DisplayName("SEL-3 SEL-4 HC-1 the whole story happens on the fake kernel")
  void theStoryHappensOnTheFakeKernel() throws Exception {
    tellsTheStory(List.of(), "fake");
  }

  @Test
  @DisplayName("RT-2 SEL-3 SEL-4 HC-1 the whole story happens on the real kernel")
  @DisabledIfSystemProperty(named = "routerd.kernel", matches = "skip")
  void theStoryHappensOnTheRealKernel() throws Exception {
    List<String> prefix = new ArrayList<>(List.of("unshare", "--net", "--mount"));
    if (!"root".equals(System.getProperty("user.name"))) {
      prefix.addAll(List.of("--user", "--map-root-user"));
    }
    prefix.addAll(List.of(HERE.resolve("lab").toString(), "run"));
    tellsTheStory(prefix, "real");
  }

  private static void tellsTheStory(List<String> prefix, String lab) throws Exception {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=net.routerd.linux",
            "-p",
            HERE.resolve("target/failover.jar") + ":" + HERE.resolve("target/modules"),
            "-m",
            "net.routerd.samples.failover/net.routerd.samples.failover.Main",
            lab,
            HERE.toString()));

    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains("Everything happened as it should.");
  }
}
