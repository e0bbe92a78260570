package net.routerd.model.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.routerd.model.ConfigException;
import net.routerd.model.ExternalKind;
import net.routerd.model.ResourceRef;
import net.routerd.model.link.LinkAddress;
import net.routerd.model.link.OperState;
import net.routerd.model.net.Cidr;
import net.routerd.model.net.IpAddress;
import net.routerd.model.net.LinkName;
import net.routerd.model.net.RouteTable;
import net.routerd.model.probe.ProbeEvidence;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StatusJsonTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  @DisplayName("CLI-7 STA-2 a policy's status has its fields in order, spelled as specified")
  void policyIsWritten() {
    PolicyStatus status =
        PolicyStatus.builder()
            .phase("Applied")
            .reason(Reason.SELECTED)
            .message("m")
            .selectedCandidate("ds-lite")
            .selectedSource(ResourceRef.parse("DSLiteTunnel/ds-lite"))
            .selectedDevice(new LinkName("ds0"))
            .selectedWeight(80)
            .addDestinationCidrs(Cidr.parse("0.0.0.0/0"))
            .lastTransitionTime(NOON)
            .addCandidates(
                CandidateStatus.builder()
                    .name("ds-lite")
                    .ready(true)
                    .selected(true)
                    .reason(Reason.SELECTED)
                    .message("m")
                    .weight(80)
                    .device(new LinkName("ds0"))
                    .build())
            .addConditions(new Condition(Reason.SHADOWED, "by another"))
            .build();

    assertThat(StatusJson.write(status))
        .isEqualTo(
            """
            {
              "phase": "Applied",
              "reason": "Selected",
              "message": "m",
              "selectedCandidate": "ds-lite",
              "selectedSource": "DSLiteTunnel/ds-lite",
              "selectedDevice": "ds0",
              "selectedWeight": 80,
              "destinationCIDRs": [
                "0.0.0.0/0"
              ],
              "lastTransitionTime": "2026-01-01T12:00:00Z",
              "candidates": [
                {
                  "name": "ds-lite",
                  "ready": true,
                  "selected": true,
                  "reason": "Selected",
                  "message": "m",
                  "weight": 80,
                  "device": "ds0"
                }
              ],
              "conditions": [
                {
                  "type": "Shadowed",
                  "message": "by another"
                }
              ]
            }
            """);
  }

  @Test
  @DisplayName("HC-8 CLI-7 a check's status carries its evidence and round-trip time")
  void healthIsWritten() {
    HealthStatus status =
        HealthStatus.builder()
            .phase("Healthy")
            .verdict("Healthy")
            .reason(Reason.PASSING)
            .lastResult("Passed")
            .lastCheckedTime(NOON)
            .consecutivePassed(2)
            .rtt(Duration.ofNanos(1_500_000))
            .via(IpAddress.parse("172.17.0.1"))
            .evidence(
                new ProbeEvidence(
                    new LinkName("wan0"),
                    7,
                    Optional.of(IpAddress.parse("172.17.0.2")),
                    Optional.empty(),
                    30_000_000))
            .message("m")
            .build();

    assertThat(StatusJson.write(status))
        .isEqualTo(
            """
            {
              "phase": "Healthy",
              "verdict": "Healthy",
              "reason": "Passing",
              "lastResult": "Passed",
              "lastCheckedTime": "2026-01-01T12:00:00Z",
              "consecutivePassed": 2,
              "consecutiveFailed": 0,
              "rtt": "1.5ms",
              "via": "172.17.0.1",
              "evidence": {
                "device": "wan0",
                "ifindex": 7,
                "sourceAddress": "172.17.0.2",
                "rtt": "30ms"
              },
              "message": "m"
            }
            """);
  }

  @Test
  @DisplayName("CLI-7 a snapshot is an object by Kind/name; a link's device is named by its kind")
  void snapshotIsWritten() {
    LinkStatus link =
        LinkStatus.builder()
            .phase("Down")
            .device(new LinkName("wan0"))
            .ifindex(3)
            .operState(OperState.LOWER_LAYER_DOWN)
            .mtu(1500)
            .addAddresses(LinkAddress.parse("172.17.0.2/24"))
            .build();
    StatusSnapshot snapshot =
        new StatusSnapshot(
            Map.of(
                ResourceRef.parse("Interface/wan0"), link,
                ResourceRef.parse("DSLiteTunnel/t"), link,
                ResourceRef.parse("Interface/gone"),
                    LinkStatus.builder().phase("Missing").build()));

    assertThat(StatusJson.write(snapshot))
        .isEqualTo(
            """
            {
              "DSLiteTunnel/t": {
                "phase": "Down",
                "interface": "wan0",
                "ifindex": 3,
                "operState": "LOWERLAYERDOWN",
                "mtu": 1500,
                "addresses": [
                  "172.17.0.2/24"
                ]
              },
              "Interface/gone": {
                "phase": "Missing"
              },
              "Interface/wan0": {
                "phase": "Down",
                "ifname": "wan0",
                "ifindex": 3,
                "operState": "LOWERLAYERDOWN",
                "mtu": 1500,
                "addresses": [
                  "172.17.0.2/24"
                ]
              }
            }
            """);
    assertThat(StatusJson.write(ResourceRef.parse("DSLiteTunnel/t"), link))
        .contains("\"interface\"");
  }

  @Test
  @DisplayName("CLI-7 a route's destination is one text where there is one prefix, else a list")
  void routeIsWritten() {
    assertThat(StatusJson.write(route(Cidr.parse("0.0.0.0/0"))))
        .isEqualTo(
            """
            {
              "phase": "Installed",
              "reason": "Installed",
              "message": "m",
              "destination": "0.0.0.0/0",
              "gateway": "172.17.0.1",
              "metric": 4294967295,
              "table": "main"
            }
            """);
    assertThat(StatusJson.write(route(Cidr.parse("0.0.0.0/0"), Cidr.parse("10.0.0.0/8"))))
        .contains("\"destination\": [\n    \"0.0.0.0/0\",\n    \"10.0.0.0/8\"\n  ]");
  }

  private static RouteStatus route(Cidr... destinations) {
    return RouteStatus.builder()
        .phase("Installed")
        .reason(Reason.INSTALLED)
        .message("m")
        .addDestination(destinations)
        .gateway(IpAddress.parse("172.17.0.1"))
        .metric(4294967295L)
        .table(RouteTable.MAIN)
        .build();
  }

  @Test
  @DisplayName("RES-13 CLI-8 a published status is read, checked and written back")
  void publishedStatusIsRead() {
    Map<ResourceRef, ExternalStatus> read =
        StatusJson.readExternal(
            "publish.json",
            """
            {"PPPoESession/a": {"phase": "Connected", "device": "ppp0", "gateway": "192.0.2.1",
              "addresses": ["192.0.2.2", "192.0.2.3/24"], "mtu": 1492, "expiresIn": "90s"},
             "DHCPv4Lease/b": {"phase": "Bound"}}
            """,
            ExternalKind.STANDARD);

    ExternalStatus session =
        ExternalStatus.builder()
            .phase("Connected")
            .putFields("device", "ppp0")
            .putFields("gateway", "192.0.2.1")
            .putFields("addresses", List.of("192.0.2.2", "192.0.2.3/24"))
            .putFields("mtu", "1492")
            .putFields("expiresIn", "1m30s")
            .build();
    assertThat(read)
        .containsOnly(
            Map.entry(ResourceRef.parse("PPPoESession/a"), session),
            Map.entry(
                ResourceRef.parse("DHCPv4Lease/b"),
                ExternalStatus.builder().phase("Bound").build()));
    assertThat(
            StatusJson.readExternal(
                "again",
                StatusJson.write(new StatusSnapshot(Map.copyOf(read))),
                ExternalKind.STANDARD))
        .isEqualTo(read);
  }

  @Test
  @DisplayName("RES-13 RES-7 everything wrong with a published status is told with its place")
  void faultsOfPublishedStatusAreTold() {
    ConfigException thrown =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                StatusJson.readExternal(
                    "publish.json",
                    """
                    {
                      "DHCPv4Lease/a": {"gateway": "wan", "mtu": "big"},
                      "DHCPv4Lease/b": {"phase": "Bound", "peerAddress": "192.0.2.1"},
                      "Interface/c": {"phase": "Up"},
                      "DHCPv4Lease/d": {"phase": "Bound", "expiresIn": 5, "phase": "x"},
                      "d": {}
                    }
                    """,
                    ExternalKind.STANDARD));

    assertThat(thrown.problems())
        .extracting(p -> p.code() + " " + p.line() + ":" + p.column())
        .containsExactlyInAnyOrder(
            "DuplicateKey 5:55",
            "MissingField 2:20",
            "InvalidAddress 2:32",
            "WrongType 2:46",
            "UnknownField 3:39",
            "UnknownKind 4:3",
            "InvalidDuration 5:52",
            "IllegalName 6:3");
  }
}
