package net.routerd.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.routerd.model.ConfigException;
import net.routerd.model.ConfigProblem;
import net.routerd.model.ExternalKind;
import net.routerd.model.ExternalResource;
import net.routerd.model.NetworkInterface;
import net.routerd.model.Resource;
import net.routerd.model.RouterConfig;
import net.routerd.model.StatusFieldType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderTest {

  private static String link(String name) {
    return """
    apiVersion: net.routerd.net/v1alpha1
    kind: Interface
    metadata:
      name: %s
    spec:
      ifname: %s
    """
        .formatted(name, name);
  }

  private static RouterConfig read(String text) {
    return RouterYaml.reader().read("input", text);
  }

  private static List<ConfigProblem> problems(String text) {
    return problems(RouterYaml.reader(), "input", text);
  }

  private static List<ConfigProblem> problems(RouterYaml reader, String source, String text) {
    ConfigException thrown =
        catchThrowableOfType(ConfigException.class, () -> reader.read(source, text));
    assertThat(thrown).as("nothing was refused").isNotNull();
    return thrown.problems();
  }

  private static void assertCode(List<ConfigProblem> problems, String... codes) {
    assertThat(problems).extracting(ConfigProblem::code).containsExactly(codes);
  }

  @Test
  @DisplayName("RES-1 labels and annotations are recorded in the order written")
  void metadataIsRecorded() {
    Resource resource =
        read(link("wan0")
                .replace(
                    "metadata:\n",
                    "metadata:\n  labels: {b: '1', a: no}\n  annotations: {x: 0x10}\n"))
            .all(NetworkInterface.class)
            .getFirst();

    assertThat(resource.metadata().labels())
        .containsExactly(Map.entry("b", "1"), Map.entry("a", "no"));
    assertThat(resource.metadata().annotations()).containsExactly(Map.entry("x", "0x10"));
  }

  @Test
  @DisplayName("RES-2 names are DNS-1123 subdomains of at most 253 characters")
  void namesAreSubdomains() {
    assertThat(read(link("a.b-c.0")).resources()).hasSize(1);
    for (String bad : List.of("-a", "a-", "a..b", "A", "a_b", ".a", "ä", "a".repeat(254))) {
      assertCode(
          problems(link("wan0").replace("name: wan0\nspec", "name: " + bad + "\nspec")),
          "IllegalName");
    }
  }

  @Test
  @DisplayName("RES-3 a duplicate names both places, across sources too")
  void duplicateNamesBothPlaces(@TempDir Path directory) throws IOException {
    Path first = Files.writeString(directory.resolve("a.yaml"), link("wan0"));
    Path second = Files.writeString(directory.resolve("b.yaml"), link("wan0"));

    ConfigException thrown =
        catchThrowableOfType(
            ConfigException.class, () -> RouterYaml.reader().read(List.of(second, first)));

    assertThat(thrown)
        .hasMessageStartingWith(first + ":4:9: Interface/wan0 metadata.name: DuplicateResource: ");
    assertThat(thrown).hasMessageContaining(second + ":4:9");
  }

  @Test
  @DisplayName("RES-4 RES-6 the nearest spelling is offered")
  void nearestSpellingIsOffered() {
    assertThat(problems(link("wan0").replace("Interface", "Interfcae")).getFirst().message())
        .contains("did you mean 'Interface'?", "EgressRoutePolicy", "DHCPv4Lease");
    assertThat(problems(link("wan0").replace("ifname", "ifnmae")))
        .extracting(ConfigProblem::message)
        .anySatisfy(message -> assertThat(message).contains("did you mean 'ifname'?"));
  }

  @Test
  @DisplayName("RES-5 the former kind is named with what replaced it")
  void formerKindIsNotAccepted() {
    assertThat(problems(link("wan0").replace("Interface", "WANEgressPolicy")))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.code()).isEqualTo("ReplacedKind");
              assertThat(problem.message())
                  .contains("replaced by EgressRoutePolicy", "not accepted");
            });
  }

  @Test
  @DisplayName("RES-7 one line a problem, whatever the input puts into it")
  void problemsAreLines() {
    ConfigException thrown =
        catchThrowableOfType(
            ConfigException.class,
            () -> read(link("wan0").replace("ifname: wan0", "\"if\\nname\": \"a\\nb\"")));

    assertThat(thrown.getMessage().lines()).hasSize(thrown.problems().size());
    assertThat(thrown.problems().getFirst())
        .hasToString(thrown.getMessage().lines().findFirst().orElseThrow());
  }

  @Test
  @DisplayName("RES-7 a broken resource does not hide that another names what is not there")
  void crossChecksGoOn() {
    assertCode(
        problems(
            link("wan0").replace("ifname: wan0", "ifname: a/b")
                + """
                ---
                apiVersion: net.routerd.net/v1alpha1
                kind: IPv4Route
                metadata: {name: r}
                spec:
                  destination: 0.0.0.0/0
                  device: ${Interface/wan0.status.ifname}
                  gateway: ${DHCPv4Lease/w.status.gatway}
                """),
        "InvalidDeviceName",
        "UnknownStatusField");
  }

  @Test
  @DisplayName("RES-8 stream, file and directory give the same as a text")
  void everyInputIsRead(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("b.yaml"), link("wan1"));
    Files.writeString(directory.resolve("a.yml"), link("wan0"));
    Files.writeString(directory.resolve("c.json"), RouterYaml.toJson(read(link("wan2"))));
    Files.writeString(directory.resolve("notes.txt"), "not: read");
    RouterConfig expected = read(link("wan0") + "---\n" + link("wan1") + "---\n" + link("wan2"));

    assertThat(RouterYaml.reader().read(directory)).isEqualTo(expected);
    assertThat(RouterYaml.reader().read(directory.resolve("a.yml"))).isEqualTo(read(link("wan0")));
    assertThat(
            RouterYaml.reader()
                .read(
                    "stream",
                    new ByteArrayInputStream(link("wan0").getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(read(link("wan0")));
  }

  @Test
  @DisplayName("RES-8 an input without any resource is an error")
  void emptyInputIsRefused(@TempDir Path directory) {
    for (String empty : List.of("", "# nothing\n", "---\n---\n", "\uFEFF")) {
      assertCode(problems(empty), "NoResources");
    }
    ConfigException thrown =
        catchThrowableOfType(ConfigException.class, () -> RouterYaml.reader().read(directory));
    assertCode(thrown.problems(), "NoResources");
  }

  @Test
  @DisplayName("RES-8 what cannot be read is reported like anything else")
  void unreadableInputIsReported(@TempDir Path directory) {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("gone");
          }

          @Override
          public int read(byte[] bytes, int from, int length) throws IOException {
            throw new IOException("gone");
          }
        };
    ConfigException missing =
        catchThrowableOfType(
            ConfigException.class, () -> RouterYaml.reader().read(directory.resolve("none.yaml")));
    ConfigException stream =
        catchThrowableOfType(ConfigException.class, () -> RouterYaml.reader().read("s", broken));

    assertCode(missing.problems(), "CannotRead");
    assertCode(stream.problems(), "CannotRead");
    assertThat(stream).hasMessageContaining("gone");
  }

  @Test
  @DisplayName("RES-8 a Router document is unpacked, and the places are those of the text")
  void routerDocumentIsUnpacked() {
    String router =
        """
        apiVersion: routerd.net/v1alpha1
        kind: Router
        metadata: {name: edge}
        spec:
          resources:
            - apiVersion: net.routerd.net/v1alpha1
              kind: Interface
              metadata: {name: wan0}
              spec: {ifname: wan0}
        """;

    assertThat(read(router)).isEqualTo(read(link("wan0")));
    assertThat(problems(router.replace("{ifname: wan0}", "{ifname: wan0, ifname: wan1}")))
        .singleElement()
        .hasToString(
            "input:9:28: Interface/wan0 spec.ifname: DuplicateKey: 'ifname' stands here already,"
                + " at 9:14; leave one of them out");
  }

  @Test
  @DisplayName("RES-8 JSON is read with tabs and every escape")
  void jsonIsRead() {
    String json =
        """
        {
        >"apiVersion": "net.routerd.net^/v1alpha1",
        >"kind": "Interf^u0061ce",
        >"metadata": {"name": "wan0", "labels": {"a": "^ud83d^ude00^t^u0000"}},
        >"spec": {"ifname": "wan0"}
        }
        """
            .replace('^', '\\')
            .replace('>', '\t');

    for (String source : List.of("input", "input.json")) {
      NetworkInterface link =
          RouterYaml.reader().read(source, json).all(NetworkInterface.class).getFirst();
      assertThat(link.ref()).hasToString("Interface/wan0");
      assertThat(link.metadata().labels()).containsEntry("a", "\uD83D\uDE00\t\u0000");
    }
    assertThat(problems(RouterYaml.reader(), "x.json", json.replace("\"ifname\"", "\"ifnam\"")))
        .extracting(p -> p.code() + " " + p.line() + ":" + p.column())
        .containsExactly("MissingField 5:10", "UnknownField 5:11");
    assertCode(problems(RouterYaml.reader(), "x.json", json.replace("}\n}", "}\n")), "Syntax");
    assertCode(
        problems(RouterYaml.reader(), "x.json", json.replace("^ud83d".replace('^', '\\'), "")),
        "IllegalCharacter");
  }

  @Test
  @DisplayName("RES-8 YAML in its flow style is no JSON and read all the same")
  void flowStyleIsRead() {
    assertThat(
            read(
                "{apiVersion: net.routerd.net/v1alpha1, kind: Interface, metadata: {name: wan0},"
                    + " spec: {ifname: wan0}}"))
        .isEqualTo(read(link("wan0")));
  }

  @Test
  @DisplayName("RES-9 a source, a line, the depth and the number of resources are bounded")
  void limitsAreKept() {
    RouterYaml small = RouterYaml.reader().limits(new ReadLimits(400, 100, 4, 2));

    assertCode(
        problems(small, "s", link("wan0") + "#".repeat(99) + "\n".repeat(400)), "SourceTooLarge");
    assertCode(problems(small, "s", link("wan0") + "# " + "é".repeat(50)), "LineTooLong");
    assertCode(problems(small, "s", "a: [[[[[x]]]]]"), "TooDeep");
    assertCode(problems(small, "s", "[[[[[[]]]]]]"), "TooDeep");
    assertCode(
        problems(small, "s", link("a") + "---\n" + link("b") + "---\n" + link("c")),
        "TooManyResources");
    assertThat(small.read("s", link("a") + "---\n" + link("b")).resources()).hasSize(2);
  }

  @Test
  @DisplayName("RES-9 the limits are on by default")
  void limitsAreOnByDefault() {
    assertThat(ReadLimits.DEFAULT).isEqualTo(new ReadLimits(4194304, 65536, 32, 100000));
    assertCode(problems("\n".repeat(4194305)), "SourceTooLarge");
    assertCode(problems("a: " + "x".repeat(65534)), "LineTooLong");
    assertCode(problems("- ".repeat(40) + "x"), "TooDeep");
  }

  @Test
  @DisplayName("RES-9 the longest comment, scalar and list that the limits allow are read")
  void longestInputIsRead() {
    String comment = ("#" + "x".repeat(65000) + "\n").repeat(64);
    String words = ("  " + "x ".repeat(32000) + "\n").repeat(64);

    assertThat(read(comment + link("wan0")).resources()).hasSize(1);
    assertThat(
            read(link("wan0")
                    .replace(
                        "metadata:\n",
                        "metadata:\n  labels:\n    a:\n" + words.replace("  x", "      x")))
                .resources())
        .hasSize(1);
    assertCode(problems(link("wan0") + "x: [" + "a,\n".repeat(300_000) + "]"), "UnknownField");
  }

  @Test
  @DisplayName("RES-9 bytes that are not UTF-8 and control characters are refused with their place")
  void illegalBytesAreRefused() {
    byte[] latin = (link("wan0") + "# \u00e9").getBytes(StandardCharsets.ISO_8859_1);
    ConfigException thrown =
        catchThrowableOfType(
            ConfigException.class,
            () -> RouterYaml.reader().read("s", new ByteArrayInputStream(latin)));

    assertThat(thrown).hasMessageStartingWith("s:7:3: NotUtf8: ");
    assertThat(problems(link("wan0") + "# \u0007").getFirst())
        .asString()
        .startsWith("input:7:3: IllegalCharacter: ");
    assertCode(problems(link("wan0") + "# \uD83D"), "IllegalCharacter");
  }

  @Test
  @DisplayName("RES-9 billion laughs are refused at the first anchor and every alias")
  void aliasesAreNotExpanded() {
    assertCode(
        problems("a: &a [x, x]\nb: &b [*a, *a]\n"),
        "MissingField",
        "MissingField",
        "MissingField",
        "UnknownField",
        "AnchorNotAllowed",
        "UnknownField",
        "AnchorNotAllowed",
        "AliasNotAllowed",
        "AliasNotAllowed");
  }

  @Test
  @DisplayName("RES-10 scalars keep their text")
  void scalarsKeepTheirText() {
    for (String text : List.of("no", "0x10", "1e3", "010", "true", "12_3", "2001-01-01", "1.0")) {
      NetworkInterface link =
          read(link("wan0").replace("ifname: wan0", "ifname: " + text))
              .all(NetworkInterface.class)
              .getFirst();
      assertThat(link.ifname()).hasToString(text);
    }
    assertThat(read(link("no")).resources().keySet()).asString().isEqualTo("[Interface/no]");
    assertThat(
            problems(
                link("wan0")
                    .replace("Interface", "IPv4Route")
                    .replace("ifname: wan0", "destination: 0.0.0.0/0\n  gateway: 1e3")))
        .extracting(ConfigProblem::code)
        .containsExactly("InvalidAddress");
  }

  @Test
  @DisplayName("RES-12 no name is looked up while loading")
  void namesAreNotLookedUp() {
    assertThat(
            problems(
                link("wan0")
                    .replace("Interface", "HealthCheck")
                    .replace("ifname: wan0", "target: localhost")))
        .extracting(ConfigProblem::code)
        .containsExactly("InvalidAddress");
  }

  @Test
  @DisplayName("RES-12 the canonical form of a prefix with host bits is shown")
  void canonicalPrefixIsShown() {
    assertThat(
            problems(
                    link("wan0")
                        .replace("Interface", "IPv4Route")
                        .replace("ifname: wan0", "destination: 10.1.2.3/8\n  device: wan0"))
                .getFirst()
                .message())
        .contains("10.0.0.0/8");
  }

  @Test
  @DisplayName("RES-13 kinds of the embedding program are registered, their spec is carried unread")
  void externalKindsAreRegistered() {
    String text =
        """
        apiVersion: net.routerd.net/v1alpha1
        kind: CellularModem
        metadata: {name: lte}
        spec: {apn: internet, pin: 0042, bands: [1, {n: 78}], note: null}
        """;
    ExternalKind kind = new ExternalKind("CellularModem", Map.of("phase", StatusFieldType.TEXT));

    RouterConfig config = RouterYaml.reader().externalKind(kind).read("input", text);

    assertCode(problems(text), "UnknownKind");
    assertThat(config.all(ExternalResource.class).getFirst().spec())
        .isEqualTo(
            Map.of(
                "apn",
                "internet",
                "pin",
                "0042",
                "bands",
                List.of("1", Map.of("n", "78")),
                "note",
                "null"));
    assertThat(config.externalKinds()).containsKeys("CellularModem", "PPPoESession");
  }

  @Test
  @DisplayName("HC-6 a check that nothing probes is a warning with its place")
  void uselessCheckIsAWarning() {
    RouterConfig config =
        read(
            """
            apiVersion: net.routerd.net/v1alpha1
            kind: HealthCheck
            metadata: {name: h}
            spec:
              target: 1.1.1.1
            """);

    assertThat(config.warnings())
        .extracting(
            p ->
                p.source()
                    + " "
                    + p.line()
                    + ":"
                    + p.column()
                    + " "
                    + p.resource()
                    + " "
                    + p.code())
        .containsExactly("input 5:3 HealthCheck/h CheckUnused");
  }

  @Test
  @DisplayName("SEL-8 the order of the documents changes nothing")
  void orderOfDocumentsChangesNothing() {
    assertThat(read(link("a") + "---\n" + link("b")))
        .isEqualTo(read(link("b") + "---\n" + link("a")))
        .hasSameHashCodeAs(read(link("b") + "---\n" + link("a")));
  }
}
