package net.routerd.linux.internal.ffm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "net.routerd.linux",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule ONLY_FFM_TOUCHES_NATIVE_MEMORY =
      noClasses()
          .that()
          .resideOutsideOfPackage("net.routerd.linux.internal.ffm")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.lang.foreign");

  @ArchTest
  static final ArchRule FFM_KNOWS_NOTHING_ABOVE_IT =
      noClasses()
          .that()
          .resideInAPackage("net.routerd.linux.internal.ffm")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "net.routerd.linux",
              "net.routerd.linux.internal.netlink..",
              "net.routerd.linux.internal.rtnl..",
              "net.routerd.linux.internal.probe..");
}
