package net.routerd.api.internal.journal;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.Type;
import java.util.function.Function;
import net.routerd.model.link.Link;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.route.RouteAction;
import net.routerd.model.route.RouteChange;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/**
 * The JSON form of the records that a journal holds: components by their names, addresses and the
 * like as the text that people write, what is empty left out. It follows the records by itself when
 * they get another component.
 */
final class JournalJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(texts())
          .addMixIn(RouteChange.class, Named.class)
          .addMixIn(RouteAction.class, Named.class)
          .addMixIn(Link.class, WithoutUp.class)
          .changeDefaultPropertyInclusion(
              all -> all.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private JournalJson() {}

  /** The simple name of the record tells which of a sealed family it is. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "is")
  private interface Named {}

  /** What is worked out from the components is not one of them. */
  @JsonIgnoreProperties("up")
  private interface WithoutUp {}

  private static SimpleModule texts() {
    SimpleModule module = new SimpleModule("texts");
    text(module, IpAddress.class, IpAddress::parse);
    text(module, Cidr.class, Cidr::parse);
    text(module, LinkName.class, LinkName::new);
    text(module, RouteTable.class, RouteTable::parse);
    return module;
  }

  private static <T> void text(SimpleModule module, Class<T> type, Function<String, T> parse) {
    module.addSerializer(type, new ToStringSerializer(type));
    module.addDeserializer(type, new FromText<>(type, parse));
  }

  private static final class FromText<T> extends StdDeserializer<T> {
    private final Function<String, T> parse;

    FromText(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      return parse.apply(parser.getString());
    }
  }

  static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  static Object value(JsonNode tree, Type type) {
    return MAPPER.convertValue(tree, MAPPER.constructType(type));
  }

  /** Writes a tree on one line, without its end. */
  static String line(JsonNode tree) {
    return MAPPER.writeValueAsString(tree);
  }

  /**
   * Reads one line.
   *
   * @throws tools.jackson.core.JacksonException if it is not JSON
   */
  static JsonNode parse(String line) {
    return MAPPER.readTree(line);
  }
}
