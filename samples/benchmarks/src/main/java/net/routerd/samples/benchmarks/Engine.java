package net.routerd.samples.benchmarks;

import java.util.function.Consumer;
import net.routerd.api.OnClose;
import net.routerd.api.Routerd;
import net.routerd.api.RouterdEvent;
import net.routerd.linux.LinuxPlatformProvider;
import net.routerd.model.yaml.RouterYaml;

/** A whole engine on two uplinks of which the first is preferred. */
final class Engine {

  private Engine() {}

  /** The configuration; with checks, they probe the far side of each uplink by its address. */
  static String yaml(String interval) {
    StringBuilder yaml =
        new StringBuilder(
            """
            apiVersion: net.routerd.net/v1alpha1
            kind: IPv4Route
            metadata: {name: default}
            spec:
              destination: 0.0.0.0/0
              device: ${EgressRoutePolicy/out.status.selectedDevice}
              gateway: ${EgressRoutePolicy/out.status.selectedGateway}
            ---
            apiVersion: net.routerd.net/v1alpha1
            kind: EgressRoutePolicy
            metadata: {name: out}
            spec:
              hysteresis: 0s
              candidates:
                - {name: first, source: Interface/wan0, gateway: 172.17.0.1, weight: 80%s}
                - {name: second, source: Interface/wan1, gateway: 172.18.0.1, weight: 50}
            """
                .formatted(interval.isEmpty() ? "" : ", healthCheck: probe"));
    for (String name : new String[] {"wan0", "wan1"}) {
      yaml.append(
          """
          ---
          apiVersion: net.routerd.net/v1alpha1
          kind: Interface
          metadata: {name: %s}
          spec: {ifname: %s}
          """
              .formatted(name, name));
    }
    if (!interval.isEmpty()) {
      yaml.append(
          """
          ---
          apiVersion: net.routerd.net/v1alpha1
          kind: HealthCheck
          metadata: {name: probe}
          spec: {target: 172.17.0.3, protocol: icmp, interval: %s, timeout: %s}
          """
              .formatted(interval, interval));
    }
    return yaml.toString();
  }

  /** Waits until an engine that has decided is ready for its first failover. */
  static void awaitRehearsed() throws InterruptedException {
    for (int i = 0; i < 50 && !isRehearsing(); i++) { // it begins a little later
      Thread.sleep(100);
    }
    while (isRehearsing()) {
      Thread.sleep(100);
    }
  }

  private static boolean isRehearsing() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("routerd-rehearsal"));
  }

  static Routerd start(String yaml, Consumer<RouterdEvent> listener) {
    Routerd routerd =
        Routerd.builder()
            .configuration(RouterYaml.reader().read("router.yaml", yaml))
            .platform(new LinuxPlatformProvider())
            .onClose(OnClose.WITHDRAW)
            .listener(listener::accept)
            .build();
    routerd.start();
    return routerd;
  }
}
