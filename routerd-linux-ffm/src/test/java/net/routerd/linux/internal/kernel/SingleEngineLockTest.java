package net.routerd.linux.internal.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.routerd.linux.internal.ffm.Errno;
import net.routerd.linux.internal.probe.ForwardingLibc;
import net.routerd.spi.PlatformException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One engine for a protocol number (ENG-6), with numbers that no engine of a test has. */
class SingleEngineLockTest {

  private static final int PROTOCOL = 241;

  /** While a child is made, it holds what its parent closes, until it executes its program. */
  private static final class Forking extends ForwardingLibc {
    private int held = -1;
    private int refused;

    void fork(boolean begins) {
      if (!begins) {
        super.close(held);
      }
      held = begins ? Integer.MAX_VALUE : -1;
    }

    @Override
    public int close(int fd) {
      if (held != Integer.MAX_VALUE) {
        return super.close(fd);
      }
      held = fd;
      return 0;
    }

    @Override
    public int bind(int fd, byte[] address) {
      int answer = super.bind(fd, address);
      if (answer == -Errno.EADDRINUSE && ++refused == 3) {
        fork(false);
      }
      return answer;
    }
  }

  @Test
  @DisplayName("ENG-6 an engine that has ended is waited for while a child still holds its socket")
  void aChildThatIsBeingMade() {
    Forking libc = new Forking();
    SingleEngineLock first = SingleEngineLock.take(libc, PROTOCOL);
    libc.fork(true);
    first.close();

    try (SingleEngineLock second = SingleEngineLock.take(libc, PROTOCOL)) {
      assertThat(second).isNotSameAs(first);
      assertThat(libc.refused).isEqualTo(3);
    }
  }

  @Test
  @DisplayName("ENG-6 an engine that goes on is not waited for")
  void anEngineThatGoesOn() {
    Forking libc = new Forking();
    try (SingleEngineLock first = SingleEngineLock.take(libc, PROTOCOL + 1)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> SingleEngineLock.take(libc, PROTOCOL + 1))
          .isInstanceOf(PlatformException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid());
      assertThat(libc.refused).isEqualTo(1);
    }
  }
}
