package net.routerd.model.check;

import static java.util.Map.entry;
import static net.routerd.model.StatusFieldType.ADDRESS;
import static net.routerd.model.StatusFieldType.ADDRESS_LIST;
import static net.routerd.model.StatusFieldType.CIDR_LIST;
import static net.routerd.model.StatusFieldType.DEVICE;
import static net.routerd.model.StatusFieldType.INTEGER;
import static net.routerd.model.StatusFieldType.TEXT;

import java.util.Map;
import net.routerd.model.DsLiteTunnel;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.HealthCheck;
import net.routerd.model.IPv4Route;
import net.routerd.model.IPv6Route;
import net.routerd.model.NetworkInterface;
import net.routerd.model.StatusFieldType;

/** The status fields of routerd's own kinds that a reference may name (REF-2). */
final class StatusFields {

  private static final Map<String, StatusFieldType> LINK =
      Map.of(
          "phase", TEXT,
          "ifindex", INTEGER,
          "operState", TEXT,
          "mtu", INTEGER,
          "addresses", ADDRESS_LIST);

  private static final Map<String, StatusFieldType> ROUTE =
      Map.of("phase", TEXT, "device", DEVICE, "gateway", ADDRESS, "metric", INTEGER);

  static final Map<String, Map<String, StatusFieldType>> BY_KIND =
      Map.ofEntries(
          entry(
              EgressRoutePolicy.KIND,
              Map.of(
                  "phase", TEXT,
                  "selectedCandidate", TEXT,
                  "selectedSource", TEXT,
                  "selectedDevice", DEVICE,
                  "selectedGateway", ADDRESS,
                  "selectedWeight", INTEGER,
                  "destinationCIDRs", CIDR_LIST)),
          entry(HealthCheck.KIND, Map.of("phase", TEXT, "verdict", TEXT, "via", ADDRESS)),
          entry(IPv4Route.KIND, ROUTE),
          entry(IPv6Route.KIND, ROUTE),
          entry(NetworkInterface.KIND, withDevice("ifname")),
          entry(DsLiteTunnel.KIND, withDevice("interface")));

  private StatusFields() {}

  private static Map<String, StatusFieldType> withDevice(String name) {
    Map<String, StatusFieldType> fields = new java.util.HashMap<>(LINK);
    fields.put(name, DEVICE);
    return Map.copyOf(fields);
  }
}
