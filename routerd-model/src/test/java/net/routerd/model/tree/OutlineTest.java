package net.routerd.model.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.routerd.model.yaml.ReadLimits;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Where the parts of a resource stand")
class OutlineTest {

  private static final String TEXT =
      """
      kind: EgressRoutePolicy
      spec:
        candidates:
          - name: first
            weight: 80
          - {name: second, weight: 50}
      """;

  @ParameterizedTest(name = "''{0}'' stands at {1}")
  @CsvSource({
    "'', 1:1",
    "kind, 1:7",
    "spec, 3:3",
    "spec.candidates, 4:5",
    "spec.candidates[0].weight, 5:15",
    "spec.candidates[1], 6:7",
    "spec.candidates[1].weight, 6:30",
    "spec.candidates[1].gateway, 6:7",
    "spec.candidates[2], 4:5",
    "spec.candidates[2].weight, 4:5",
    "spec.hysteresis, 3:3",
    "spec[0], 3:3",
    "metadata.name, 1:1"
  })
  @DisplayName("RES-7: a place is that of the value, or of the innermost part that is there")
  void find(String path, String place) {
    List<Document> documents = new ArrayList<>();

    assertThat(Documents.read(TEXT, false, ReadLimits.DEFAULT, documents::add)).isEmpty();

    assertThat(new Outline(documents.getFirst().root()).find(path)).hasToString(place);
  }
}
