package net.routerd.select;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.Serializable;
import java.time.Clock;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the module system cannot say: the core reaches nothing that is not in its arguments. */
class PureCoreTest {

  private static final String CORE = "net.routerd.select..";

  @SuppressWarnings("NullAway.Init") // set before all
  private static JavaClasses core;

  @BeforeAll
  static void read() {
    core =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("net.routerd.select");
  }

  @Test
  @DisplayName("ENG-1 the core knows no file, socket or descriptor")
  void noInputOrOutput() {
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .dependOnClassesThat(
            inPackages("java.io", "java.nio", "java.net", "java.lang.foreign")
                .and(DescribedPredicate.not(JavaClass.Predicates.equivalentTo(Serializable.class))))
        .check(core);
  }

  @Test
  @DisplayName("ENG-1 the core knows no thread, lock, executor or process")
  void noThreads() {
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .dependOnClassesThat(
            inPackages("java.util.concurrent")
                .or(JavaClass.Predicates.assignableTo(Thread.class))
                .or(JavaClass.Predicates.assignableTo(Process.class))
                .or(JavaClass.Predicates.equivalentTo(Runtime.class))
                .or(JavaClass.Predicates.equivalentTo(ThreadLocal.class)))
        .check(core);
  }

  @Test
  @DisplayName("ENG-1, SEL-8 the core asks no clock and no chance")
  void noClockAndNoChance() {
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.assignableTo(Clock.class)
                .or(JavaClass.Predicates.assignableTo(Random.class))
                .or(JavaClass.Predicates.assignableTo(RandomGenerator.class))
                .or(JavaClass.Predicates.assignableTo(SplittableRandom.class))
                .or(JavaClass.Predicates.equivalentTo(UUID.class)))
        .orShould()
        .callMethodWhere(
            DescribedPredicate.describe(
                "asks for the time, the environment or a number",
                call ->
                    call.getTarget().getName().equals("now")
                        || call.getTarget().getFullName().startsWith("java.lang.Math.random")
                        || call.getTargetOwner().isEquivalentTo(System.class)))
        .check(core);
  }

  @Test
  @DisplayName("ENG-1, ENG-9 the core writes no log and reads no document")
  void noLogAndNoDocument() {
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .dependOnClassesThat(
            inPackages("tools.jackson", "com.fasterxml", "java.util.logging", "org.slf4j")
                .or(JavaClass.Predicates.assignableTo(System.Logger.class)))
        .check(core);
  }

  @Test
  @DisplayName("ENG-1 nothing flows back: the core does not know who calls it")
  void knowsNoCaller() {
    noClasses()
        .that()
        .resideInAPackage(CORE)
        .should()
        .dependOnClassesThat(
            inPackages(
                "net.routerd.api",
                "net.routerd.spi",
                "net.routerd.linux",
                "net.routerd.testkit",
                "net.routerd.model.yaml"))
        .check(core);
  }

  private static DescribedPredicate<JavaClass> inPackages(String... packages) {
    DescribedPredicate<JavaClass> any = DescribedPredicate.alwaysFalse();
    for (String name : packages) {
      any = any.or(JavaClass.Predicates.resideInAPackage(name + ".."));
    }
    return any;
  }
}
