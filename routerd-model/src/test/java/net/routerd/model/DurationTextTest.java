package net.routerd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

  @ParameterizedTest
  @CsvSource({
    "250ms, 250",
    "3s, 3000",
    "1m30s, 90000",
    "2h, 7200000",
    "1h2m3s4ms, 3723004",
    "0s, 0",
    "90s, 90000",
    "1m500ms, 60500"
  })
  @DisplayName("RES-11 durations are whole numbers with units")
  void durationsAreRead(String text, long millis) {
    assertThat(DurationText.parse(text)).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "-1s",
        "+1s",
        "1.5s",
        "s",
        "1 s",
        "30s1m",
        "1s1s",
        "1S",
        "1d",
        "1us",
        "1h-2m",
        "9999999999s",
        "8761h",
        "PT1S"
      })
  @DisplayName("RES-11 negative, empty, unit-less and disordered durations are refused")
  void otherTextsAreRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> DurationText.parse(text));
  }

  @Property
  @Label("RES-11 RES-14 a duration is read back from its text")
  void durationIsReadBack(@ForAll @LongRange(min = 0, max = 31_536_000_000L) long millis) {
    Duration duration = Duration.ofMillis(millis);

    assertThat(DurationText.parse(DurationText.format(duration))).isEqualTo(duration);
  }
}
