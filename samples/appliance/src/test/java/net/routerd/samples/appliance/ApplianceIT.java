package net.routerd.samples.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The appliance on a real kernel. */
@DisabledIfSystemProperty(named = "routerd.kernel", matches = "skip")
class ApplianceIT {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String FIRST = "default via 172.17.0.1 dev wan0 proto 114";
  private static final String SECOND = "default via 172.18.0.1 dev wan1 proto 114";

  @TempDir private Path directory;
  private World world;
  private Path config;
  private Path status;

  @BeforeEach
  void makeWorld() throws Exception {
    world = new World();
    config = directory.resolve("router.yaml");
    status = directory.resolve("status.json");
    Files.writeString(config, Configs.twoWays(80, 50));
  }

  @AfterEach
  void endWorld() {
    world.close();
  }

  /** Runs the appliance until its default route is the one that is wanted. */
  private Running runUntil(String route, String... more) throws Exception {
    Running running =
        world.appliance(
            Stream.concat(Stream.of("--config", config.toString()), Stream.of(more))
                .toArray(String[]::new));
    awaitRoute(route, running);
    return running;
  }

  private void awaitRoute(String route, Running running) throws Exception {
    Await.until(
        route,
        () -> {
          assertThat(running.isAlive()).as("it said: %s", running.err()).isTrue();
          return world.defaultRoutes().contains(route);
        });
  }

  private boolean statusHas(String resource, String field, String value) throws IOException {
    try {
      JsonNode there = JSON.readTree(Files.readString(status)).path(resource).path(field);
      return there.asString("").equals(value);
    } catch (NoSuchFileException e) {
      return false; // not written yet
    }
  }

  @Test
  @DisplayName("CLI-1 the JVM takes the launcher's place and has no child")
  void theJvmTakesTheLaunchersPlace() throws Exception {
    try (Running running = runUntil(FIRST)) {
      Path process = Path.of("/proc", Long.toString(running.pid()));
      assertThat(Files.readString(process.resolve("comm"))).isEqualTo("java\n");
      try (Stream<Path> threads = Files.list(process.resolve("task"))) {
        for (Path thread : threads.toList()) {
          assertThat(thread.resolve("children")).hasContent("");
        }
      }
    }
  }

  @Test
  @DisplayName("CLI-4 a plan says what would change and changes nothing")
  void aPlanChangesNothing() throws Exception {
    String before = world.routesAndRules();

    try (Running plan = world.appliance("--plan", "--config", config.toString())) {
      assertThat(plan.exit()).as(plan.err()).isZero();
      assertThat(plan.out()).contains("add 0.0.0.0/0", "via 172.17.0.1 dev wan0");
    }

    assertThat(world.routesAndRules()).isEqualTo(before);
  }

  @Test
  @DisplayName("CLI-5, SEL-9 once can say why each candidate is selected or not instead")
  void onceExplains() throws Exception {
    try (Running once = world.appliance("--once", "--explain", "--config", config.toString())) {
      assertThat(once.exit()).as(once.err()).isZero();
      assertThat(once.out())
          .isEqualTo(
              """
              EgressRoutePolicy/out
              candidate  weight  ready  selected  reason       time left  wins when
              first          80  yes    yes       Selected             -  -
              second         50  yes    no        LowerWeight          -  its weight is 81 or more
                                                                          or first is lost
              """);
    }
  }

  @Test
  @DisplayName("CLI-4 CLI-5 once decides, leaves the routes, and then there is nothing to plan")
  void onceLeavesTheRoutes() throws Exception {
    try (Running once = world.appliance("--once", "--config", config.toString())) {
      assertThat(once.exit()).as(once.err()).isZero();
      JsonNode printed = JSON.readTree(once.out());
      assertThat(printed.path("EgressRoutePolicy/out").path("selectedCandidate").asString())
          .isEqualTo("first");
      assertThat(printed.path("IPv4Route/default").path("phase").asString()).isEqualTo("Installed");
    }
    assertThat(world.defaultRoutes()).contains(FIRST);

    try (Running plan = world.appliance("--plan", "--config", config.toString())) {
      assertThat(plan.exit()).as(plan.err()).isZero();
      assertThat(plan.out()).isEqualTo("nothing to change");
    }
  }

  @Test
  @DisplayName("what --journal recorded, --replay decides again and prints, without the machine")
  void aJournalIsReplayed() throws Exception {
    Path journal = config.resolveSibling("journal");
    try (Running once =
        world.appliance("--once", "--config", config.toString(), "--journal", journal.toString())) {
      assertThat(once.exit()).as(once.err()).isZero();
    }
    try (Running replay = Running.appliance(List.of(), "--replay", journal.toString())) {
      assertThat(replay.exit()).as(replay.err()).isZero();
      assertThat(replay.out())
          .contains("change: add 0.0.0.0/0", "policy out: first", "wins when")
          .endsWith("all as they were recorded");
    }
    String tampered = Files.readString(journal).replace("172.17.0.1", "172.17.0.9");
    Files.writeString(journal, tampered);
    try (Running replay = Running.appliance(List.of(), "--replay", journal.toString())) {
      assertThat(replay.exit()).isEqualTo(1);
      assertThat(replay.out()).contains("DIFFERS: ");
    }
  }

  @Test
  @DisplayName("CLI-5 CLI-9 what is not decided in time is shown, with exit 4")
  void notDecidedInTime() throws Exception {
    Files.writeString(config, Configs.undecided());
    try (Running once =
        world.appliance("--once", "--timeout", "300ms", "--config", config.toString())) {
      assertThat(once.exit()).as(once.err()).isEqualTo(4);
      assertThat(JSON.readTree(once.out()).path("HealthCheck/slow").path("verdict").asString())
          .isEqualTo("Unknown");
      assertThat(once.err()).contains("300ms");
    }
  }

  @Test
  @DisplayName("CLI-6 SIGHUP reloads, and an invalid file is refused whole")
  void reload() throws Exception {
    try (Running running = runUntil(FIRST)) {
      Files.writeString(config, Configs.twoMistakes());
      running.signal("HUP");
      Await.until("the refusal", () -> running.err().contains("reload refused"));
      assertThat(running.err()).contains(config + ":8:", config + ":9:").doesNotContain("\tat ");
      assertThat(world.defaultRoutes()).contains(FIRST);

      Files.writeString(config, Configs.twoWays(50, 80));
      running.signal("HUP");
      awaitRoute(SECOND, running);
    }
  }

  @Test
  @DisplayName("CLI-6 a SIGHUP that what started it ignores cannot reload, and it says so")
  void anIgnoredSignalIsReported() throws Exception {
    try (Running running = world.applianceDeafToHup("--config", config.toString())) {
      awaitRoute(FIRST, running);
      assertThat(running.err()).contains("SIGHUP was set to be ignored");
      running.signal("TERM");
      assertThat(running.exit()).as(running.err()).isZero();
    }
  }

  @Test
  @DisplayName("CLI-6 CLI-9 SIGTERM ends it with 0 and the routes stay")
  void theRoutesStay() throws Exception {
    try (Running running = runUntil(FIRST)) {
      running.signal("TERM");
      assertThat(running.exit()).as(running.err()).isZero();
      assertThat(world.defaultRoutes()).contains(FIRST);
    }
  }

  @Test
  @DisplayName("CLI-6 with --on-exit withdraw the routes go")
  void theRoutesGo() throws Exception {
    String before = world.routesAndRules();
    try (Running running = runUntil(FIRST, "--on-exit", "withdraw")) {
      running.signal("TERM");
      assertThat(running.exit()).as(running.err()).isZero();
      assertThat(world.routesAndRules()).isEqualTo(before);
    }
  }

  @Test
  @DisplayName("CLI-7 the status file follows, is whole at every instant, and is replaced")
  void theStatusFileFollows() throws Exception {
    try (Running running = runUntil(FIRST, "--status", status.toString())) {
      awaitInstalled();
      // A second name keeps the first file's inode from being given to a later one.
      Path first = Files.createLink(directory.resolve("first"), status);

      world.run("ip", "link", "set", "wan0", "down");
      Await.until(
          "the other way in the status",
          () -> statusHas("EgressRoutePolicy/out", "selectedCandidate", "second"));

      assertThat(Files.isSameFile(status, first)).isFalse();
      assertThat(JSON.readTree(Files.readString(first)).path("IPv4Route/default").isObject())
          .as("who reads the old file goes on reading it whole")
          .isTrue();

      running.signal("TERM");
      assertThat(running.exit()).as(running.err()).isZero();
      assertThat(directory).isDirectoryNotContaining("glob:**.new");
    }
  }

  @Test
  @DisplayName("CLI-7 events are JSON, one object a line")
  void eventsAreJsonLines() throws Exception {
    try (Running running = runUntil(FIRST, "--events", "-")) {
      Await.until("a transition", () -> running.out().contains("\"Transition\""));
      running.signal("TERM");
      assertThat(running.exit()).isZero();

      List<JsonNode> events = running.outLines().stream().map(JSON::readTree).toList();
      assertThat(events).allMatch(event -> event.has("at") && event.has("event"));
      JsonNode transition =
          events.stream()
              .filter(event -> event.path("event").asString().equals("Transition"))
              .findFirst()
              .orElseThrow();
      assertThat(transition.path("policy").asString()).isEqualTo("out");
      assertThat(transition.path("to").path("candidate").asString()).isEqualTo("first");
      assertThat(transition.path("to").path("device").asString()).isEqualTo("wan0");
      assertThat(transition.path("to").path("gateway").asString()).isEqualTo("172.17.0.1");
      assertThat(transition.path("cause").asString()).isNotEmpty();
      assertThat(transition.has("from")).isFalse();
    }
  }

  @Test
  @DisplayName("CLI-8 the published lease is followed, also by rename; a bad file changes nothing")
  void thePublishedLeaseIsFollowed() throws Exception {
    Files.writeString(config, Configs.leased());
    Path leases = Files.writeString(directory.resolve("leases"), Configs.lease("172.17.0.1"));
    try (Running running = runUntil(FIRST, "--publish", leases.toString())) {
      Files.writeString(leases, "{\"DHCPv4Lease/wan\": {\"phase\": 7");
      Await.until("the report", () -> running.err().contains("--publish"));
      assertThat(running.err()).contains(leases.toString()).doesNotContain("\tat ");
      assertThat(world.defaultRoutes()).contains(FIRST);

      Path other = Files.writeString(directory.resolve("other"), Configs.lease("172.17.0.3"));
      Files.move(other, leases, StandardCopyOption.ATOMIC_MOVE);
      awaitRoute("default via 172.17.0.3 dev wan0 proto 114", running);
    }
  }

  @Test
  @DisplayName("CLI-9 ENG-6 a second engine is refused with the pid of the first, and exit 3")
  void aSecondEngineIsRefused() throws Exception {
    try (Running first = runUntil(FIRST);
        Running second = world.appliance("--config", config.toString());
        Running check = world.appliance("--check", "--config", config.toString())) {
      assertThat(second.exit()).isEqualTo(3);
      assertThat(second.err()).contains(Long.toString(first.pid())).doesNotContain("\tat ");
      assertThat(check.exit()).as("CLI-3 a check touches no platform").isZero();
    }
  }

  @Test
  @DisplayName("CLI-9 ENG-5 the doctor says of each thing that it is fine, or the mend")
  void theDoctorSaysFineOrTheMend() throws Exception {
    try (Running doctor = world.appliance("--doctor")) {
      assertThat(doctor.exit()).as(doctor.out()).isZero();
      assertThat(doctor.outLines()).hasSizeGreaterThan(8);
      assertThat(doctor.outLines()).allMatch(line -> line.matches("(fine|advice) +[a-z-]+: .+"));
      assertThat(doctor.out()).contains("native-access: the JVM was told to allow it");
    }
    try (Running doctor = world.powerlessAppliance("--doctor")) {
      assertThat(doctor.exit()).as(doctor.out()).isEqualTo(3);
      assertThat(doctor.out())
          .contains("trouble  cap-net-admin: this process lacks CAP_NET_ADMIN")
          .contains("trouble  icmp: ")
          .contains("net.ipv4.ping_group_range=");
    }
  }

  @Test
  @DisplayName("CLI-9 ENG-5 without privileges the capability is named, with exit 3")
  void withoutPrivilegesTheCapabilityIsNamed() throws Exception {
    try (Running refused = world.powerlessAppliance("--config", config.toString())) {
      assertThat(refused.exit()).isEqualTo(3);
      assertThat(refused.err()).contains("CAP_NET_ADMIN").doesNotContain("\tat ");
    }
  }

  @Test
  @DisplayName("RT-6 RT-7 a crash leaves the routes, and the next start changes nothing")
  void aCrashLeavesTheRoutes() throws Exception {
    crashAndStartAgain();
  }

  @Test
  @DisplayName("RT-6 CLI-8 the lease is known to the first decision, so a restart changes nothing")
  void aLeasedPathOutlivesACrash() throws Exception {
    Files.writeString(config, Configs.leased());
    Path leases = Files.writeString(directory.resolve("leases"), Configs.lease("172.17.0.1"));
    crashAndStartAgain("--publish", leases.toString());
  }

  private void crashAndStartAgain(String... more) throws Exception {
    String[] arguments =
        Stream.concat(Stream.of("--status", status.toString()), Stream.of(more))
            .toArray(String[]::new);
    try (Running crashing = runUntil(FIRST, arguments);
        Running monitor = world.start("ip", "monitor", "route")) {
      awaitInstalled();
      showTo(monitor, "192.0.2.1");

      crashing.signal("KILL");
      assertThat(crashing.exit()).isEqualTo(137);
      Files.delete(status);
      try (Running next = runUntil(FIRST, arguments)) {
        awaitInstalled();
        showTo(monitor, "192.0.2.2");
        assertThat(monitor.outLines())
            .as(next.err())
            .noneMatch(line -> line.contains("114") || line.contains("Deleted"));
      }
    }
  }

  private void awaitInstalled() throws Exception {
    Await.until("installed", () -> statusHas("IPv4Route/default", "phase", "Installed"));
  }

  /** A route of the test's own: once the monitor shows it, it has shown all that came before. */
  private void showTo(Running monitor, String address) throws Exception {
    // Again and again, because nothing says when a monitor has begun to listen.
    Await.until(
        "the monitor",
        () -> {
          world.run("ip", "route", "replace", address, "dev", "lo");
          return monitor.out().contains(address);
        });
  }
}
