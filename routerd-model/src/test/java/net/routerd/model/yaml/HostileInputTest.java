package net.routerd.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.routerd.model.ConfigException;
import net.routerd.model.ExternalKind;
import net.routerd.model.RouterConfig;
import net.routerd.model.status.StatusJson;

/** Whatever the input: a configuration or a ConfigException with places, nothing else. */
class HostileInputTest {

  private static final List<String> WORDS =
      List.of(
          "-",
          "- ",
          ":",
          ": ",
          "{",
          "}",
          "[",
          "]",
          ",",
          "?",
          "? ",
          "&a ",
          "*a",
          "!t ",
          "<<: ",
          "|\n",
          ">\n",
          "'",
          "\"",
          "\\",
          "#",
          "---\n",
          "...\n",
          "%YAML 1.2\n",
          "%TAG ! x\n",
          "\n",
          "\r",
          "  ",
          "\t",
          "null",
          "~",
          "kind",
          "spec: ",
          "name: ",
          "${",
          "}",
          "\u0000",
          "\uD83D",
          "\uFEFF",
          "Router",
          "resources: ",
          "99999999999999999999",
          "-1",
          "0x1",
          "\"\\ud800\"",
          "\u2028",
          "\u0085");

  private static String documented() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(HostileInputTest.class.getResourceAsStream("/documented.yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of(WORDS);
  }

  @Provide
  Arbitrary<String> sentences() {
    return Arbitraries.oneOf(
        Arbitraries.of(WORDS).list().ofMaxSize(30).map(words -> String.join("", words)),
        Arbitraries.strings().ofMaxLength(60));
  }

  @Property(tries = 1000)
  @Label("RES-7 a damaged configuration is read or refused with places")
  void damagedTextIsReadOrRefused(
      @ForAll @IntRange(max = 2000) int at,
      @ForAll @IntRange(max = 12) int cut,
      @ForAll("words") String word)
      throws IOException {
    String text = documented();
    int from = Math.min(at, text.length());
    String damaged =
        text.substring(0, from) + word + text.substring(Math.min(from + cut, text.length()));

    readOrRefuse("input", damaged);
  }

  @Property(tries = 1000)
  @Label("RES-7 any text is read or refused with places")
  void anyTextIsReadOrRefused(@ForAll("sentences") String text) {
    readOrRefuse("input", text);
    readOrRefuse("input.json", text);
  }

  @Property
  @Label("RES-7 any bytes are read or refused")
  void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
    assertThatNoException()
        .isThrownBy(
            () -> {
              try {
                var _ = RouterYaml.reader().read("bytes", new ByteArrayInputStream(bytes));
              } catch (ConfigException refused) {
                assertThat(refused.problems()).isNotEmpty();
              }
            });
  }

  @Property
  @Label("RES-13 any text is a published status or refused")
  void anyTextIsAStatusOrRefused(@ForAll("sentences") String text) {
    try {
      assertThat(StatusJson.readExternal("s", text, ExternalKind.STANDARD)).isNotNull();
    } catch (ConfigException refused) {
      assertThat(refused.problems()).isNotEmpty();
    }
  }

  private static void readOrRefuse(String source, String text) {
    try {
      RouterConfig config = RouterYaml.reader().read(source, text);
      assertThat(RouterYaml.reader().read("again", RouterYaml.toYaml(config))).isEqualTo(config);
    } catch (ConfigException refused) {
      assertThat(refused.problems())
          .isNotEmpty()
          .allSatisfy(
              problem -> {
                assertThat(problem.source()).isEqualTo(source);
                assertThat(problem.line()).isPositive();
                assertThat(problem.column()).isPositive();
                assertThat(problem.toString().lines()).hasSize(1);
              });
    }
  }
}
