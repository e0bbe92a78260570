package net.routerd.select;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.routerd.model.Candidate;
import net.routerd.model.EgressRoutePolicy;
import net.routerd.model.Resource;
import net.routerd.model.RouterConfig;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No field is a dead knob: each changes some decision, alone (KIND-1 to KIND-5). */
class FieldsTest {

  /** Fields that change no decision because they have one legal value or are only carried. */
  private static final Set<String> EXCEPTED =
      Set.of(
          "EgressRoutePolicy.metadata", // the name is how others refer to it, the rest is recorded
          "HealthCheck.metadata",
          "IPv4Route.metadata",
          "IPv6Route.metadata",
          "NetworkInterface.metadata",
          "DsLiteTunnel.metadata",
          "ExternalResource.metadata",
          "EgressRoutePolicy.selection", // one legal value
          "HealthCheck.daemon", // one legal value
          "ExternalResource.kind", // the program's own
          "ExternalResource.spec"); // carried through unread (RES-13)

  @ParameterizedTest(name = "{0} changes a decision")
  @MethodSource("net.routerd.select.FieldCases#all")
  @DisplayName("KIND-1, KIND-2, KIND-3, KIND-4, KIND-5 every field changes a decision, alone")
  void everyFieldChangesADecision(FieldCase field) {
    field.decideDifferently();
  }

  @Test
  @DisplayName("a field without a case fails here: a knob must be shown not to be dead")
  void everyFieldHasACase() {
    Set<String> shown =
        FieldCases.all().map(FieldCase::field).collect(Collectors.toCollection(TreeSet::new));
    shown.addAll(EXCEPTED);
    assertThat(fields()).containsExactlyInAnyOrderElementsOf(shown);
  }

  /** The attributes of every kind, from the classes that hold them. */
  private static Set<String> fields() {
    Set<Class<?>> kinds = new HashSet<>();
    Set<String> fields = new TreeSet<>();
    RouterConfig all = ConfigText.read(FieldCases.POLICY);
    List<Object> holders = new ArrayList<>(all.resources().values());
    holders.addAll(ConfigText.read(FieldCases.ROUTE_6).resources().values());
    holders.addAll(all.policy("wan").candidates());
    for (Object holder : holders) {
      Class<?> kind =
          Arrays.stream(holder.getClass().getInterfaces())
              .filter(type -> Resource.class.isAssignableFrom(type) || type == Candidate.class)
              .findFirst()
              .orElseThrow();
      kinds.add(kind);
      Arrays.stream(holder.getClass().getDeclaredFields())
          .filter(
              f -> !Modifier.isStatic(f.getModifiers()) && !Modifier.isTransient(f.getModifiers()))
          .forEach(f -> fields.add(kind.getSimpleName() + "." + f.getName()));
    }
    assertThat(kinds).as("a kind without an example").containsAll(leaves(Resource.class));
    assertThat(kinds).contains(EgressRoutePolicy.class, Candidate.class);
    return fields;
  }

  private static Set<Class<?>> leaves(Class<?> type) {
    Set<Class<?>> leaves = new HashSet<>();
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      leaves.addAll(permitted.isSealed() ? leaves(permitted) : Set.of(permitted));
    }
    return leaves;
  }
}
