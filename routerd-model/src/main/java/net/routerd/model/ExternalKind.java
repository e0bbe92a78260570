package net.routerd.model;

import java.util.List;
import java.util.Map;

/**
 * A kind of resource that the embedding program owns: it publishes the status, routerd reads it
 * (RES-13).
 *
 * @param name the kind as configurations write it
 * @param statusFields the fields that its status may have
 */
public record ExternalKind(String name, Map<String, StatusFieldType> statusFields) {

  private static final Map<String, StatusFieldType> LEASE =
      Map.of(
          "phase", StatusFieldType.TEXT,
          "interface", StatusFieldType.DEVICE,
          "device", StatusFieldType.DEVICE,
          "gateway", StatusFieldType.ADDRESS,
          "addresses", StatusFieldType.ADDRESS_LIST,
          "mtu", StatusFieldType.INTEGER,
          "expiresIn", StatusFieldType.DURATION);

  /** The kinds that are registered without being asked for. */
  public static final List<ExternalKind> STANDARD =
      List.of(
          new ExternalKind("DHCPv4Lease", LEASE),
          new ExternalKind("DHCPv4Client", LEASE),
          new ExternalKind("DHCPv6Client", LEASE),
          new ExternalKind("PPPoESession", withPeer()));

  /** Checks that the name is one and not taken by routerd, and copies the fields. */
  public ExternalKind {
    if (!name.matches("[A-Z][A-Za-z0-9]*")) {
      throw new IllegalArgumentException("a kind begins with a capital letter: '" + name + "'");
    }
    if (ResourceKinds.OWN.contains(name) || ResourceKinds.RESERVED.contains(name)) {
      throw new IllegalArgumentException("the kind " + name + " is routerd's own");
    }
    statusFields = Map.copyOf(statusFields);
  }

  private static Map<String, StatusFieldType> withPeer() {
    Map<String, StatusFieldType> fields = new java.util.HashMap<>(LEASE);
    fields.put("peerAddress", StatusFieldType.ADDRESS);
    return fields;
  }
}
