package net.routerd.testkit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("The kernel of this machine")
class LinuxKernelBehaviourTest {

  @Nested
  class RouteKeys extends RouteKeyBehaviour {
    @Override
    KernelDriver open() {
      return new LinuxKernelDriver();
    }
  }

  @Nested
  class NextHops extends NextHopBehaviour {
    @Override
    KernelDriver open() {
      return new LinuxKernelDriver();
    }
  }

  @Nested
  class NextHopObjects extends NextHopObjectBehaviour {
    @Override
    KernelDriver open() {
      return new LinuxKernelDriver();
    }
  }

  @Nested
  class Devices extends DeviceBehaviour {
    @Override
    KernelDriver open() {
      return new LinuxKernelDriver();
    }
  }

  @Nested
  class Lookups extends LookupBehaviour {
    @Override
    KernelDriver open() {
      return new LinuxKernelDriver();
    }
  }
}
