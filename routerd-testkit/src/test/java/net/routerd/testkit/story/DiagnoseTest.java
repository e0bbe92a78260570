package net.routerd.testkit.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.routerd.api.Routerd;
import net.routerd.spi.Diagnosis;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformProvider;
import net.routerd.spi.PlatformSupport;
import net.routerd.testkit.FakeMachine;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A look at the machine, without an engine")
class DiagnoseTest {

  @Test
  @DisplayName("ENG-5 what the platform found is told, and no platform stays open")
  void whatWasFoundIsTold() {
    FakeMachine machine = new FakeMachine();
    machine.links().add("wan0");
    Diagnosis found = new Diagnosis.Advice("rp-filter", "it is 1", "set it to 2");
    machine.diagnose(found);

    List<Diagnosis> all = Routerd.builder().platform(machine.provider()).diagnose();

    assertThat(all)
        .containsExactly(new Diagnosis.Fine("platform", "a fake machine with 1 devices"), found);
    assertThat(found).hasToString("advice   rp-filter: it is 1; set it to 2");
    assertThat(machine.provider().opens()).isEqualTo(1);
    assertThat(machine.links().current()).hasSize(1);
  }

  @Test
  @DisplayName(
      "ENG-5 a platform that cannot be opened to look is itself the trouble, with its mend")
  void aPlatformThatCannotBeOpenedIsTheTrouble() {
    PlatformProvider closed =
        new PlatformProvider() {
          @Override
          public String name() {
            return "closed";
          }

          @Override
          public PlatformSupport support() {
            return new PlatformSupport.Usable();
          }

          @Override
          public Platform open(PlatformOptions options) {
            throw new PlatformException("enter namespace wan", "EPERM (1)", "grant CAP_SYS_ADMIN");
          }
        };

    assertThat(Routerd.builder().platform(closed).diagnose())
        .containsExactly(
            new Diagnosis.Trouble(
                "platform", "closed: enter namespace wan: EPERM (1)", "grant CAP_SYS_ADMIN"));
  }
}
