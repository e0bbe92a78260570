package net.routerd.testkit.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.routerd.api.EngineState;
import net.routerd.api.Routerd;
import net.routerd.api.RouterdException;
import net.routerd.api.journal.JournalSink;
import net.routerd.api.journal.Replay;
import net.routerd.api.journal.ReplayedDecision;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.GatewaySource;
import net.routerd.model.Metadata;
import net.routerd.model.Resource;
import net.routerd.model.ResourceRef;
import net.routerd.model.RouterConfig;
import net.routerd.model.route.RouteChange;
import net.routerd.model.status.ExternalStatus;
import net.routerd.model.status.PolicyStatus;
import net.routerd.model.status.StatusSnapshot;
import net.routerd.testkit.Errno;
import net.routerd.testkit.FakeGateway;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.PlatformFault;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What is recorded is decided again, to the byte")
class JournalTest {

  private static final ResourceRef LEASE = ResourceRef.parse("DHCPv4Lease/wan2");

  private final FakeMachine machine = new FakeMachine();
  private final FakeGateway gateway0 = uplink(0);
  private final FakeGateway gateway1 = uplink(1);

  @TempDir Path directory;

  private FakeGateway uplink(int i) {
    machine.links().add("wan" + i).address("10.0." + i + ".2/24");
    return machine.network().gateway("wan" + i, "10.0." + i + ".1").answersEverything();
  }

  /** Lines in memory. */
  private static class Lines implements JournalSink {
    final List<String> all = new ArrayList<>();
    boolean closed;

    @Override
    public void write(String line) throws IOException {
      all.add(line);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      closed = true;
    }
  }

  private Routerd engine(RouterConfig configuration, JournalSink sink) {
    return Routerd.builder()
        .configuration(configuration)
        .platform(machine.provider())
        .journal(sink)
        .build();
  }

  private void pass(int seconds) {
    machine.time().advance(Duration.ofSeconds(seconds));
  }

  /** Two checked uplinks and, lighter than both, a leased one. */
  private static RouterConfig withLease() {
    List<Resource> resources =
        Configs.twoUplinks(Duration.ofSeconds(10)).resources().values().stream()
            .map(r -> r instanceof EgressRoutePolicy policy ? withLease(policy) : r)
            .collect(Collectors.toList());
    return RouterConfig.of(resources);
  }

  private static Resource withLease(EgressRoutePolicy policy) {
    return EgressRoutePolicy.builder()
        .metadata(Metadata.named(policy.metadata().name()))
        .hysteresis(policy.hysteresis())
        .addAllCandidates(policy.candidates())
        .addCandidates(
            Candidate.builder()
                .name("leased")
                .source(LEASE)
                .gatewaySource(GatewaySource.DHCPV4)
                .weight(1)
                .build())
        .build();
  }

  private static ExternalStatus lease(String expiresIn) {
    return ExternalStatus.builder()
        .phase("Bound")
        .putFields("device", "wan2")
        .putFields("gateway", "10.0.2.1")
        .putFields("addresses", List.of("10.0.2.2/24"))
        .putFields("expiresIn", expiresIn)
        .build();
  }

  /** A life with everything in it that a decision is made of. Returns the last status. */
  private StatusSnapshot liveThroughEverything(Lines lines) {
    uplink(2);
    StatusSnapshot last;
    try (Routerd routerd = engine(withLease(), lines)) {
      routerd.publish(LEASE, lease("1h"));
      routerd.start();
      pass(3);
      gateway0.dies(); // probe results that fail
      pass(6);
      gateway0.returns();
      pass(15);
      machine.links().device("wan0").carrier(false); // links
      pass(2);
      machine.links().device("wan0").carrier(true);
      machine.platform().inject(refusal()); // a refusal with words
      pass(2);
      routerd.publish(LEASE, lease("2s")); // an external status with an end
      gateway0.dies();
      gateway1.dies();
      pass(10);
      gateway1.returns();
      pass(5);
      machine.kernel().foreign().delete("default proto 114"); // a repair
      pass(1);
      machine.kernel().foreign().add("10.99.0.0/16 dev wan1 proto 3");
      routerd.drain("ipv4-default", "wan1"); // directives
      routerd.pin("ipv4-default", "wan0");
      gateway0.returns();
      pass(5);
      routerd.release("ipv4-default");
      machine.time().stepWall(Duration.ofDays(-3)); // both clocks
      pass(5);
      routerd.reload(Configs.twoUplinks(Duration.ofSeconds(5))); // a reload
      machine.links().device("wan1").rename("wan9");
      pass(5);
      routerd.unpublish(LEASE);
      pass(1);
      last = routerd.status();
    }
    return last;
  }

  private static PlatformFault refusal() {
    return new PlatformFault.Refuse(
        change -> change instanceof RouteChange.ReplaceRoute, Errno.ENETUNREACH, "no way", 3);
  }

  private static Replay replay(List<String> lines, List<ReplayedDecision> decisions) {
    try {
      return Replay.of(
          "memory", new BufferedReader(new StringReader(String.join("\n", lines))), decisions::add);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertSame(List<ReplayedDecision> decisions) {
    assertThat(
            decisions.stream()
                .flatMap(d -> d.differences().stream().map(text -> d.line() + ": " + text)))
        .isEmpty();
  }

  @Test
  @DisplayName("ENG-1 SEL-8 a life with everything in it is decided again, to the byte")
  void everythingIsDecidedAgain() {
    Lines lines = new Lines();
    StatusSnapshot last = liveThroughEverything(lines);
    String all = String.join("\n", lines.all);
    assertThat(all)
        .as("each kind of input is in it")
        .contains("ENETUNREACH (101)", "no way", "\"drained\"", "\"pinned\"", "\"until\"")
        .contains("\"Timeout\"", "\"Passed\"", "\"applied\"", "DHCPv4Lease/wan2\":null");

    List<ReplayedDecision> decisions = new ArrayList<>();
    Replay replay = replay(lines.all, decisions);

    assertSame(decisions);
    assertThat(replay).isEqualTo(new Replay(lines.all.size() - 1, 0, false));
    assertThat(decisions.getLast().decision().statuses()).isEqualTo(last);
    assertThat(decisions.getLast().now().wall()).isBefore(decisions.getFirst().now().wall());
    assertThat(lines.closed).isTrue();
  }

  @Test
  @DisplayName("ENG-1 the journal of an engine at rest is compact: only what changed is in it")
  void compact() {
    Lines lines = new Lines();
    try (Routerd routerd = engine(Configs.twoUplinks(Duration.ofSeconds(10)), lines)) {
      routerd.start();
      pass(10);
      lines.all.clear();
      pass(600);
      int results =
          lines.all.stream().mapToInt(line -> line.split("\"sequence\"", -1).length - 1).sum();
      long bytes = lines.all.stream().mapToLong(line -> line.length() + 1).sum();
      assertThat(results).isGreaterThan(1200);
      assertThat(bytes / results).as("bytes for each probe result").isLessThan(600);
    }
  }

  @Test
  @DisplayName("SEL-8 a line that was tampered with shows where and what differs")
  void aDifferenceIsTold() {
    Lines lines = new Lines();
    liveThroughEverything(lines);
    int at = 0;
    while (!lines.all.get(at).contains("\"Timeout\"")) {
      at++;
    }
    lines.all.set(at, lines.all.get(at).replace("\"Timeout\"", "\"Refused\""));

    List<ReplayedDecision> decisions = new ArrayList<>();
    Replay replay = replay(lines.all, decisions);

    ReplayedDecision first =
        decisions.stream().filter(d -> !d.differences().isEmpty()).findFirst().orElseThrow();
    assertThat(replay.differing()).isPositive();
    assertThat(first.line()).isEqualTo(at + 1);
    assertThat(first.differences())
        .anySatisfy(d -> assertThat(d).contains("status HealthCheck/check-wan0", "Refused"));
  }

  @Test
  @DisplayName("A last line that was cut off by a loss of power is left out, and said")
  void aCutOffLineIsTolerated() {
    Lines lines = new Lines();
    liveThroughEverything(lines);
    int whole = lines.all.size() - 1;
    String last = lines.all.getLast();
    for (String torn : List.of(last.substring(0, last.length() / 2), "\0\0\0", "{")) {
      lines.all.set(whole, torn);
      List<ReplayedDecision> decisions = new ArrayList<>();
      assertThat(replay(lines.all, decisions)).isEqualTo(new Replay(whole - 1, 0, true));
      assertSame(decisions);
    }
    lines.all.set(whole - 5, "{\"in\":{\"nanos\":");
    assertThatThrownBy(() -> replay(lines.all, new ArrayList<>()))
        .as("in the middle it is no loss of power")
        .isInstanceOf(RouterdException.UnreadableJournal.class)
        .hasMessageContaining("memory:" + (whole - 4));
  }

  @Test
  @DisplayName("ENG-5 what is no journal, or one of another version, is refused in one sentence")
  void otherFilesAreRefused() {
    for (String text : List.of("", "[]", "apiVersion: v1", "{\"routerd\":1}")) {
      assertThatThrownBy(() -> replay(List.of(text), new ArrayList<>()))
          .isInstanceOf(RouterdException.UnreadableJournal.class)
          .hasMessageContaining("memory is no journal of routerd");
    }
    assertThatThrownBy(() -> replay(List.of("{\"routerd-journal\":2}"), new ArrayList<>()))
        .isInstanceOf(RouterdException.UnreadableJournal.class)
        .hasMessageContaining("a journal of version 2")
        .hasMessageContaining("replays version 1");
    assertThatThrownBy(() -> Replay.of(directory.resolve("none"), d -> {}))
        .isInstanceOf(RouterdException.UnreadableJournal.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  @DisplayName("ENG-7 a full disk ends the journal and nothing else")
  void aFullDiskEndsTheJournal() {
    Lines full =
        new Lines() {
          @Override
          public void write(String line) throws IOException {
            if (all.size() == 20) {
              throw new IOException("No space left on device");
            }
            super.write(line);
          }
        };
    try (Routerd routerd = engine(Configs.twoUplinks(Duration.ofSeconds(10)), full)) {
      routerd.start();
      pass(60);
      assertThat(full.closed).isTrue();
      gateway0.dies();
      pass(10);
      assertThat(routerd.state()).isEqualTo(EngineState.RUNNING);
      assertThat(routerd.status().policy("ipv4-default").flatMap(PolicyStatus::selectedCandidate))
          .contains("wan1");
    }
    assertThat(full.all).hasSize(20);
    List<ReplayedDecision> decisions = new ArrayList<>();
    assertThat(replay(full.all, decisions).decisions()).isEqualTo(19);
    assertSame(decisions);
  }

  @Test
  @DisplayName("A file grows to its limit and stays whole; only its owner may read it")
  void aFileHasALimit() throws IOException {
    Path file = directory.resolve("journal");
    try (Routerd routerd =
        engine(Configs.twoUplinks(Duration.ofSeconds(10)), JournalSink.file(file, 20_000))) {
      routerd.start();
      pass(600);
    }
    assertThat(Files.size(file)).isBetween(15_000L, 20_000L);
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    List<ReplayedDecision> decisions = new ArrayList<>();
    Replay replay = Replay.of(file, decisions::add);
    assertSame(decisions);
    assertThat(replay.cutOff()).isFalse();
    try (Stream<String> lines = Files.lines(file)) {
      assertThat(lines.count()).isEqualTo(replay.decisions() + 1L);
    }
  }
}
