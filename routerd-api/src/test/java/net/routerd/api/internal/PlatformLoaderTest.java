package net.routerd.api.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.routerd.api.RouterdException;
import net.routerd.spi.Platform;
import net.routerd.spi.PlatformOptions;
import net.routerd.spi.PlatformProvider;
import net.routerd.spi.PlatformSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Which platform is taken")
class PlatformLoaderTest {

  private record Provider(String name, PlatformSupport support) implements PlatformProvider {
    @Override
    public Platform open(PlatformOptions options) {
      throw new UnsupportedOperationException("only chosen here");
    }
  }

  private static final Provider USABLE = new Provider("linux", new PlatformSupport.Usable());

  private static final Provider FOREIGN =
      new Provider("bsd", new PlatformSupport.Unusable("this is Linux", "run on BSD"));

  private static final Provider FLAGLESS =
      new Provider("ffm", new PlatformSupport.Unusable("native access is denied", "pass the flag"));

  @Test
  @DisplayName("the first by name that can be used is taken, whatever the others say")
  void theUsableOneIsTaken() {
    assertThat(PlatformLoader.choose(List.of(USABLE, FLAGLESS, FOREIGN), List.of()))
        .isSameAs(USABLE);
  }

  @Test
  @DisplayName("ENG-5 where none can be used, every provider says why and what would mend it")
  void everyProviderSaysWhy() {
    assertThatThrownBy(
            () -> PlatformLoader.choose(List.of(FLAGLESS, FOREIGN), List.of("x: not a provider")))
        .isInstanceOf(RouterdException.NoPlatform.class)
        .hasMessageContaining("bsd: this is Linux; run on BSD")
        .hasMessageContaining("ffm: native access is denied; pass the flag")
        .hasMessageContaining("x: not a provider");
  }

  @Test
  @DisplayName("ENG-5 where there is none at all, the artifact that brings one is named")
  void theArtifactIsNamed() {
    assertThatThrownBy(() -> PlatformLoader.choose(List.of(), List.of()))
        .isInstanceOf(RouterdException.NoPlatform.class)
        .hasMessageContaining("net.routerd:routerd-linux-ffm");
  }
}
