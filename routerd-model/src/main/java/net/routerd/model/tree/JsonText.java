package net.routerd.model.tree;

import java.util.Map;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes maps, lists, texts, numbers and booleans as JSON. */
public final class JsonText {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .defaultPrettyPrinter(
              new DefaultPrettyPrinter(
                      Separators.createDefaultInstance()
                          .withObjectNameValueSpacing(Separators.Spacing.AFTER))
                  .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                  .withArrayIndenter(new DefaultIndenter("  ", "\n")))
          .build();

  private JsonText() {}

  /**
   * Writes an object.
   *
   * @param object the fields in the order to write
   * @return indented text of ASCII characters that ends with a line feed
   */
  public static String of(Map<String, ?> object) {
    // DEL is ASCII to the generator, and YAML does not take it unescaped; it stands in strings only
    return MAPPER.writeValueAsString(object).replace("\u007F", "\\u007f") + "\n";
  }
}
