package net.routerd.samples.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What needs no kernel. */
class CommandLineIT {

  @TempDir private Path directory;

  private static Running run(String... arguments) throws Exception {
    return Running.appliance(List.of(), arguments);
  }

  @ParameterizedTest
  @DisplayName("CLI-2 CLI-9 a wrong command line is refused with one sentence and exit 2")
  @ValueSource(
      strings = {
        "",
        "--bogus",
        "--config",
        "--config x --config y",
        "--config x extra",
        "--config x --check --once",
        "--config x --timeout 3s",
        "--config x --once --timeout 3",
        "--config x --on-exit maybe",
        "--config x --events file",
        "--config x --protocol 4",
        "--config x --check --status y",
        "--config x --bounds --status y",
        "--config x --check --bounds",
        "--config x --explain",
        "--doctor --config x",
        "--doctor --once",
        "--replay x --config y",
        "--config x --check --journal y",
        "--replay",
        "--replay /does/not/exist",
      })
  void aWrongCommandLineIsRefused(String arguments) throws Exception {
    try (Running refused = run(arguments.isEmpty() ? new String[0] : arguments.split(" "))) {
      assertThat(refused.exit()).isEqualTo(2);
      assertThat(refused.err().lines()).hasSize(1);
      assertThat(refused.err()).startsWith("appliance: ").doesNotContain("Exception");
      assertThat(refused.out()).isEmpty();
    }
  }

  @Test
  @DisplayName("CLI-2 a missing file is refused with its name and exit 2")
  void aMissingFileIsRefused() throws Exception {
    try (Running refused = run("--config", "/does/not/exist.yaml")) {
      assertThat(refused.exit()).isEqualTo(2);
      assertThat(refused.err()).contains("/does/not/exist.yaml").doesNotContain("\tat ");
    }
  }

  @Test
  @DisplayName("CLI-3 every problem is one line with its place, and the exit is 2")
  void everyProblemIsOneLineWithItsPlace() throws Exception {
    Path file = Files.writeString(directory.resolve("bad.yaml"), Configs.twoMistakes());
    try (Running checked = run("--check", "--config", file.toString())) {
      assertThat(checked.exit()).isEqualTo(2);
      assertThat(checked.outLines()).hasSize(2);
      String form = ":\\d+: EgressRoutePolicy/out spec\\.\\S+: \\w+: .+";
      assertThat(checked.outLines().get(0)).matches(file + ":8" + form);
      assertThat(checked.outLines().get(1)).matches(file + ":9" + form);
      assertThat(checked.err()).isEmpty();
    }
  }

  @ParameterizedTest
  @DisplayName("CLI-2 CLI-9 no stack trace, whatever the file holds")
  @ValueSource(
      strings = {
        "",
        "\t- x",
        "{",
        "[1, 2",
        "a: &x 1\nb: *x",
        "kind: Unheard\napiVersion: net.routerd.net/v1alpha1\nmetadata: {name: a}\nspec: {}",
        "apiVersion: net.routerd.net/v1alpha1",
        "\u0000",
        "--- ---",
      })
  void noStackTraceWhateverTheFileHolds(String text) throws Exception {
    Path file = Files.writeString(directory.resolve("bad.yaml"), text);
    try (Running refused = run("--config", file.toString())) {
      assertThat(refused.exit()).isEqualTo(2);
      String ignored = "(appliance: SIGHUP was set to be ignored [^\n]+\n)?"; // as under nohup(1)
      assertThat(refused.err())
          .matches("(?s)" + ignored + file + ":\\d+:\\d+: .+")
          .doesNotContain("\tat ");
    }
  }

  @Test
  @DisplayName("CLI-3 a good configuration passes without a word")
  void aGoodConfigurationPasses() throws Exception {
    Path file = Files.writeString(directory.resolve("good.yaml"), Configs.checked());
    try (Running checked = run("--check", "--config", directory.toString())) {
      assertThat(checked.exit()).as(checked.err() + file).isZero();
      assertThat(checked.out()).isEmpty();
      assertThat(checked.err()).isEmpty();
    }
  }

  @Test
  @DisplayName("CLI-3 a warning has the form of a problem, goes where it goes, and refuses nothing")
  void aWarningRefusesNothing() throws Exception {
    Path file = Files.writeString(directory.resolve("r.yaml"), Configs.twoWays(80, 50));
    try (Running checked = run("--check", "--config", file.toString())) {
      assertThat(checked.exit()).as(checked.err()).isZero();
      assertThat(checked.outLines()).hasSize(1);
      assertThat(checked.outLines().getFirst())
          .matches(
              file
                  + ":\\d+:7: EgressRoutePolicy/out spec\\.candidates\\[0\\]:"
                  + " NoFallbackWithoutCheck: warning: first has no check, .+");
      assertThat(checked.err()).isEmpty();
    }
  }

  @Test
  @DisplayName("CLI-9 --bounds prints the worst-case times of each policy")
  void boundsOfEachPolicy() throws Exception {
    Path file = Files.writeString(directory.resolve("r.yaml"), Configs.checked());
    try (Running bounds = run("--bounds", "--config", file.toString())) {
      assertThat(bounds.exit()).as(bounds.err()).isZero();
      assertThat(bounds.out())
          .isEqualTo(
              """
              EgressRoutePolicy/out
              candidate  link loss  silent death  switch-over  recovery  fail-back
              first        at once           17s          17s        7s         7s
              second       at once         never        never   at once      never
              (worst)      at once         never        never        7s         7s
              """);
    }
  }

  @Test
  @DisplayName("CLI-9 help names every option and exits with 0")
  void helpNamesEveryOption() throws Exception {
    try (Running help = run("--help")) {
      assertThat(help.exit()).isZero();
      assertThat(help.out())
          .contains(
              "--config",
              "--check",
              "--bounds",
              "--explain",
              "--plan",
              "--once",
              "--timeout",
              "--on-exit")
          .contains("--status", "--events", "--publish", "--protocol", "--doctor");
    }
  }
}
