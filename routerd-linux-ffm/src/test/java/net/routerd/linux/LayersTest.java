package net.routerd.linux;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What the module system can not say about the packages here. */
@AnalyzeClasses(
    packages = "net.routerd.linux",
    importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {

  @ArchTest
  static final ArchRule THE_PLATFORM_KNOWS_THE_SPI_AND_NO_ENGINE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("net.routerd.api..", "net.routerd.select..");

  @ArchTest
  static final ArchRule FRAMING_KNOWS_NO_ROUTE =
      noClasses()
          .that()
          .resideInAPackage("..internal.netlink")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..internal.rtnl..", "..internal.kernel..", "net.routerd.model..");

  @ArchTest
  static final ArchRule CODECS_ARE_PURE =
      noClasses()
          .that()
          .resideInAPackage("..internal.rtnl..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("..internal.ffm..", "..internal.kernel..", "net.routerd.spi..");

  @ArchTest
  static final ArchRule NOTHING_RUNS_ANOTHER_PROGRAM =
      noClasses().should().dependOnClassesThat().belongToAnyOf(ProcessBuilder.class, Runtime.class);
}
