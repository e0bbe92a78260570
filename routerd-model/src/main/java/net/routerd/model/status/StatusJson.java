package net.routerd.model.status;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import net.routerd.model.ConfigException;
import net.routerd.model.ExternalKind;
import net.routerd.model.NetworkInterface;
import net.routerd.model.ResourceRef;
import net.routerd.model.tree.JsonText;

/** The JSON form of statuses; fields that have no value are left out. */
public final class StatusJson {

  private StatusJson() {}

  /**
   * Writes all statuses.
   *
   * @param snapshot the statuses
   * @return an object from {@code Kind/name} to status, ordered; it ends with a line feed
   */
  public static String write(StatusSnapshot snapshot) {
    Map<String, Object> all = new LinkedHashMap<>();
    snapshot
        .statuses()
        .forEach((ref, status) -> all.put(ref.toString(), StatusFields.of(ref.kind(), status)));
    return JsonText.of(all);
  }

  /**
   * Writes one status.
   *
   * @param resource whose status it is; its kind names the device of a {@link LinkStatus}
   * @param status the status
   * @return an object; it ends with a line feed
   */
  public static String write(ResourceRef resource, Status status) {
    return JsonText.of(StatusFields.of(resource.kind(), status));
  }

  /**
   * Writes one status; a {@link LinkStatus} as that of an Interface.
   *
   * @param status the status
   * @return an object; it ends with a line feed
   */
  public static String write(Status status) {
    return JsonText.of(StatusFields.of(NetworkInterface.KIND, status));
  }

  /**
   * Reads what an embedding program publishes about its resources (RES-13, CLI-8).
   *
   * @param sourceName how problems call the text
   * @param json an object from {@code Kind/name} to status
   * @param kinds the registered kinds: their status fields and no others are taken
   * @return the statuses
   * @throws ConfigException if anything is wrong with the text, with everything that is wrong
   */
  public static Map<ResourceRef, ExternalStatus> readExternal(
      String sourceName, String json, Collection<ExternalKind> kinds) {
    return new ExternalStatusReader(sourceName, kinds).read(json);
  }
}
