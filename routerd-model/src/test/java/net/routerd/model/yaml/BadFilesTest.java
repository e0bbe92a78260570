package net.routerd.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.routerd.model.ConfigException;
import net.routerd.model.ConfigProblem;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of {@code bad} says on top which problems it has, and where. */
class BadFilesTest {

  static Stream<Path> files() throws IOException, URISyntaxException {
    URI directory =
        Objects.requireNonNull(BadFilesTest.class.getResource("/bad/anchor.yaml")).toURI();
    try (Stream<Path> files = Files.list(Path.of(directory).getParent())) {
      return files.sorted().toList().stream();
    }
  }

  @Test
  void thereAreManyFaults() throws Exception {
    assertThat(files()).hasSizeGreaterThan(30);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  @DisplayName("RES-6 RES-7 a fault is reported with its code at its line and column")
  void faultIsReportedAtItsPlace(Path file) throws IOException {
    String text = Files.readString(file);
    List<String> expected =
        text.lines()
            .filter(line -> line.startsWith("# expect "))
            .map(line -> line.substring("# expect ".length()))
            .toList();

    ConfigException thrown =
        catchThrowableOfType(
            ConfigException.class,
            () -> RouterYaml.reader().read(file.getFileName().toString(), text));

    assertThat(thrown).isNotNull();
    assertThat(thrown.problems())
        .as(thrown.getMessage())
        .extracting(p -> p.code() + " " + p.line() + ":" + p.column())
        .containsExactlyElementsOf(expected);
    assertThat(thrown.problems())
        .extracting(ConfigProblem::message)
        .allSatisfy(message -> assertThat(message).isNotBlank());
    assertThat(thrown.getMessage().lines()).hasSize(expected.size());
  }
}
