package net.routerd.linux.internal.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import net.routerd.linux.internal.ffm.Errno;
import net.routerd.spi.PlatformException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KernelRandomTest {

  @Test
  @DisplayName("HC-10 no number comes twice, within what is read at once and beyond it")
  void numbersAreNotRepeated() {
    KernelRandom random = new KernelRandom(new ForwardingLibc());
    Set<Long> seen = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      assertThat(seen.add(random.nextLong())).isTrue();
    }
  }

  @Test
  @DisplayName("HC-10 without the kernel's random numbers there are none, until it gives some")
  void nothingIsMadeUp() {
    int[] refusals = {2};
    KernelRandom random =
        new KernelRandom(
            new ForwardingLibc() {
              @Override
              public int open(String path, int flags) {
                return refusals[0] == 2 && refusals[0]-- > 0
                    ? -Errno.EACCES
                    : super.open(path, flags);
              }

              @Override
              public int read(int fd, ByteBuffer data) {
                return refusals[0] == 1 && refusals[0]-- > 0 ? 100 : super.read(fd, data);
              }
            });

    assertThatThrownBy(random::nextLong)
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("EACCES");
    assertThatThrownBy(random::nextLong)
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("100 bytes");
    assertThat(random.nextLong()).isNotZero();
  }
}
