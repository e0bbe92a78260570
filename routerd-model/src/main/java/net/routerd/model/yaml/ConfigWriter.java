package net.routerd.model.yaml;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import net.routerd.model.RouterConfig;
import net.routerd.model.tree.JsonText;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/** Writes configurations as text that is read back as the same configuration (RES-14). */
final class ConfigWriter {

  private static final YAMLMapper YAML =
      YAMLMapper.builder(YAMLFactory.builder().stringQuotingChecker(new Quoting()).build())
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .build();

  private ConfigWriter() {}

  static String yaml(RouterConfig config) {
    StringBuilder text = new StringBuilder();
    config
        .resources()
        .values()
        .forEach(r -> text.append(YAML.writeValueAsString(ResourceFields.of(r))));
    return text.toString();
  }

  static String json(RouterConfig config) {
    Map<String, Object> router = new LinkedHashMap<>();
    router.put("apiVersion", "routerd.net/v1alpha1");
    router.put("kind", RouterDocument.KIND);
    Collection<?> resources = config.resources().values().stream().map(ResourceFields::of).toList();
    router.put("spec", Map.of("resources", resources));
    return JsonText.of(router);
  }

  /** Leaves plain only what nobody can take for anything but this text. */
  private static final class Quoting extends StringQuotingChecker {

    private static final long serialVersionUID = 1L;

    private static final Pattern WORD = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*");
    private static final Pattern ADDRESS = Pattern.compile("[0-9]+(\\.[0-9]+){3}(/[0-9]+)?");
    private static final Pattern SPAN = Pattern.compile("([0-9]+(ms|s|m|h))+");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[A-Za-z0-9_./-]+}");

    @Override
    public boolean needToQuoteName(String name) {
      return isReservedKeyword(name) || !WORD.matcher(name).matches();
    }

    @Override
    public boolean needToQuoteValue(String value) {
      return isReservedKeyword(value)
          || !(WORD.matcher(value).matches()
              || ADDRESS.matcher(value).matches()
              || SPAN.matcher(value).matches()
              || REFERENCE.matcher(value).matches());
    }
  }
}
