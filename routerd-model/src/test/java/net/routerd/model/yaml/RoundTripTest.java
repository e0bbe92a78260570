package net.routerd.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.routerd.model.RouterConfig;

class RoundTripTest {

  @Provide
  Arbitrary<RouterConfig> configurations() {
    return Configurations.configurations();
  }

  @Property
  @Label("RES-14 what is written as YAML is read as the same configuration, and written the same")
  void yamlIsReadBack(@ForAll("configurations") RouterConfig config) {
    String text = RouterYaml.toYaml(config);
    RouterConfig read = RouterYaml.reader().read("written", text);

    assertThat(read).isEqualTo(config);
    assertThat(RouterYaml.toYaml(read)).isEqualTo(text);
  }

  @Property
  @Label("RES-14 what is written as JSON is read as the same configuration, and written the same")
  void jsonIsReadBack(@ForAll("configurations") RouterConfig config) {
    String text = RouterYaml.toJson(config);
    RouterConfig read = RouterYaml.reader().read("written.json", text);

    assertThat(read).isEqualTo(config);
    assertThat(RouterYaml.toJson(read)).isEqualTo(text);
    assertThat(RouterYaml.reader().read("written", text)).isEqualTo(config);
  }
}
