package net.routerd.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** What the module system cannot say. */
@AnalyzeClasses(
    packages = "net.routerd.model",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final DescribedPredicate<JavaClass> PARSER =
      JavaClass.Predicates.resideInAnyPackage(
          "tools.jackson..", "com.fasterxml..", "org.snakeyaml..");

  @ArchTest
  static final ArchRule parsersStayInTheirRooms =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "net.routerd.model.yaml..", "net.routerd.model.tree..", "net.routerd.model.status..")
          .and()
          .areNotAnnotations()
          .should()
          .dependOnClassesThat(PARSER);

  @ArchTest
  static final ArchRule parsersAreInNoPublicSignature =
      methods()
          .that()
          .arePublic()
          .and()
          .areDeclaredInClassesThat()
          .arePublic()
          .should(
              new ArchCondition<JavaMethod>("have no type of a parser in their signature") {
                @Override
                public void check(JavaMethod method, ConditionEvents events) {
                  Stream.concat(
                          Stream.of(method.getRawReturnType()),
                          method.getRawParameterTypes().stream())
                      .filter(PARSER)
                      .forEach(
                          type ->
                              events.add(
                                  SimpleConditionEvent.violated(
                                      method, method.getFullName() + " shows " + type.getName())));
                }
              });

  @ArchTest
  static final ArchRule onlyTheEntryOfTheReaderIsPublic =
      noClasses()
          .that()
          .resideInAPackage("net.routerd.model.yaml")
          .and()
          .doNotHaveSimpleName("RouterYaml")
          .and()
          .doNotHaveSimpleName("ReadLimits")
          .should()
          .haveModifier(JavaModifier.PUBLIC);

  @ArchTest
  static final ArchRule valuesKnowNoResource =
      noClasses()
          .that()
          .resideInAPackage("net.routerd.model.net")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "net.routerd.model", "net.routerd.model.yaml..", "net.routerd.model.status..");
}
