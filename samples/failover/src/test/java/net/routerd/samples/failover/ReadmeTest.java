package net.routerd.samples.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  @Test
  void theReadmeHoldsTheExampleThatIsCompiled() throws Exception {
    String source =
        Files.readString(Path.of("src/main/java/net/routerd/samples/failover/Minimal.java"));
    String example =
        source
            .substring(
                source.indexOf("  // README begin\n") + "  // README begin\n".length(),
                source.indexOf("  // README end\n"))
            .indent(-2);

    String readme = Files.readString(Path.of("../../README.md"));

    assertThat(readme).contains("```java\n" + example + "```\n");
  }
}
