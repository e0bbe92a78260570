package net.routerd.api.internal.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.RecordComponent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.routerd.model.ResourceRef;
import net.routerd.model.status.Status;
import net.routerd.model.status.StatusJson;
import net.routerd.model.status.StatusSnapshot;
import net.routerd.select.Decision;

/**
 * A decision as named parts of text that are equal, to the byte, for equal decisions: one for each
 * status and each policy's explanations, and one for each other component. The memory is not among
 * them: what matters of it shows in the next decisions.
 */
final class DecisionParts {

  private static final int DIGEST_BYTES = 8;

  private DecisionParts() {}

  /** Returns the values of the parts: comparing them is cheaper than comparing their texts. */
  static Map<String, Object> values(Decision decision) {
    Map<String, Object> parts = new TreeMap<>();
    for (RecordComponent component : Decision.class.getRecordComponents()) {
      if (!component.getName().equals("memory")) {
        put(parts, component.getName(), get(component, decision));
      }
    }
    return parts;
  }

  private static void put(Map<String, Object> parts, String name, Object value) {
    switch (value) {
      case StatusSnapshot snapshot ->
          snapshot
              .statuses()
              .forEach((ref, status) -> parts.put("status " + ref, new Named(ref, status)));
      case Map<?, ?> map -> map.forEach((key, part) -> parts.put(name + " " + key, part));
      default -> parts.put(name, value);
    }
  }

  private record Named(ResourceRef resource, Status status) {}

  static String text(Object part) {
    return switch (part) {
      case Named named -> StatusJson.write(named.resource(), named.status());
      case List<?> list -> lines(list);
      default -> part.toString();
    };
  }

  private static String lines(Collection<?> all) {
    return all.stream().map(Object::toString).collect(Collectors.joining("\n"));
  }

  static String digest(Object part) {
    try {
      byte[] all = MessageDigest.getInstance("SHA-256").digest(text(part).getBytes(UTF_8));
      return HexFormat.of().formatHex(all, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Object get(RecordComponent component, Decision decision) {
    try {
      return component.getAccessor().invoke(decision);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record hides its " + component.getName(), e);
    }
  }
}
