package net.routerd.api.internal.journal;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import net.routerd.model.route.KernelView;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What changed from one record to the next of its kind: an object with those components that
 * differ. Of a map it holds the entries that differ, {@code null} for one that is gone; of a list
 * {@code at} how many elements stay in front, {@code cut} how many go, {@code put} what comes; of a
 * {@link KernelView} its own difference; of anything else the new value.
 */
final class RecordDelta {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RecordDelta() {}

  @SuppressWarnings("ReferenceEquality") // what is the same object needs no comparison
  static <R extends Record> ObjectNode between(@Nullable R before, R after) {
    ObjectNode delta = NODES.objectNode();
    for (RecordComponent component : after.getClass().getRecordComponents()) {
      Object old = before == null ? null : get(component, before);
      Object now = get(component, after);
      if (old != now && !Objects.equals(old, now)) {
        delta.set(component.getName(), difference(old, now));
      }
    }
    return delta;
  }

  private static JsonNode difference(@Nullable Object old, Object now) {
    return switch (now) {
      case Map<?, ?> map -> entries(old instanceof Map<?, ?> known ? known : Map.of(), map);
      case List<?> list -> splice(old instanceof List<?> known ? known : List.of(), list);
      case KernelView view -> between((KernelView) old, view);
      default -> JournalJson.tree(now);
    };
  }

  private static JsonNode entries(Map<?, ?> old, Map<?, ?> now) {
    ObjectNode entries = NODES.objectNode();
    for (Object gone : new TreeMap<>(old).keySet()) {
      if (!now.containsKey(gone)) {
        entries.putNull(gone.toString());
      }
    }
    new TreeMap<>(now)
        .forEach(
            (key, value) -> {
              if (!value.equals(old.get(key))) {
                entries.set(key.toString(), JournalJson.tree(value));
              }
            });
    return entries;
  }

  private static JsonNode splice(List<?> old, List<?> now) {
    int most = Math.min(old.size(), now.size());
    int front = 0;
    while (front < most && old.get(front).equals(now.get(front))) {
      front++;
    }
    int back = 0;
    while (back < most - front
        && old.get(old.size() - 1 - back).equals(now.get(now.size() - 1 - back))) {
      back++;
    }
    ObjectNode splice = NODES.objectNode();
    putIfAny(splice, "at", front);
    putIfAny(splice, "cut", old.size() - front - back);
    if (now.size() > front + back) {
      var put = splice.putArray("put");
      now.subList(front, now.size() - back).forEach(e -> put.add(JournalJson.tree(e)));
    }
    return splice;
  }

  private static void putIfAny(ObjectNode node, String name, int count) {
    if (count != 0) {
      node.put(name, count);
    }
  }

  /**
   * Makes the next record.
   *
   * @throws IllegalArgumentException if the difference does not fit to the record
   */
  static <R extends Record> R apply(Class<R> type, @Nullable R before, JsonNode delta) {
    List<String> known =
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    for (String name : delta.propertyNames()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException("unknown: " + name);
      }
    }
    List<Object> values = new ArrayList<>();
    List<Class<?>> types = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      types.add(component.getType());
      Object old = before == null ? null : get(component, before);
      JsonNode change = delta.get(component.getName());
      Object next = change == null ? old : applied(component, old, change);
      if (next == null) {
        next = nothing(component);
      }
      values.add(next);
    }
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types.toArray(Class<?>[]::new));
      return constructor.newInstance(values.toArray());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot make a " + type.getSimpleName(), e);
    }
  }

  private static Object applied(RecordComponent component, @Nullable Object old, JsonNode change) {
    Type type = component.getGenericType();
    Class<?> raw = component.getType();
    if (raw == Map.class) {
      return entries(old instanceof Map<?, ?> known ? known : Map.of(), change, argument(type, 1));
    }
    if (raw == List.class) {
      return splice(old instanceof List<?> known ? known : List.of(), change, argument(type, 0));
    }
    return raw == KernelView.class
        ? apply(KernelView.class, (KernelView) old, change)
        : JournalJson.value(change, type);
  }

  private static Map<Object, Object> entries(Map<?, ?> old, JsonNode change, Type type) {
    Map<Object, Object> entries = new TreeMap<>(old);
    change.forEachEntry(
        (key, value) -> {
          if (value.isNull()) {
            entries.remove(key);
          } else {
            entries.put(key, JournalJson.value(value, type));
          }
        });
    return entries;
  }

  private static List<Object> splice(List<?> old, JsonNode change, Type type) {
    int at = change.path("at").asInt(0);
    int cut = change.path("cut").asInt(0);
    if (at < 0 || cut < 0 || at + cut > old.size()) {
      throw new IllegalArgumentException("a list of " + old.size() + " has no " + change);
    }
    List<Object> list = new ArrayList<>(old.subList(0, at));
    change.path("put").forEach(element -> list.add(JournalJson.value(element, type)));
    list.addAll(old.subList(at + cut, old.size()));
    return list;
  }

  /** A first line leaves out what was equal to nothing at all. */
  private static Object nothing(RecordComponent component) {
    if (component.getType() == Map.class) {
      return Map.of();
    }
    if (component.getType() == List.class) {
      return List.of();
    }
    throw new IllegalArgumentException("no " + component.getName());
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }

  private static Object get(RecordComponent component, Object owner) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record hides its " + component.getName(), e);
    }
  }
}
