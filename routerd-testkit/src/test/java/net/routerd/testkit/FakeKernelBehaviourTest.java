package net.routerd.testkit;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

@DisplayName("The fake kernel")
class FakeKernelBehaviourTest {

  @Nested
  class RouteKeys extends RouteKeyBehaviour {
    @Override
    KernelDriver open() {
      return new FakeKernelDriver();
    }
  }

  @Nested
  class NextHops extends NextHopBehaviour {
    @Override
    KernelDriver open() {
      return new FakeKernelDriver();
    }
  }

  @Nested
  class NextHopObjects extends NextHopObjectBehaviour {
    @Override
    KernelDriver open() {
      return new FakeKernelDriver();
    }
  }

  @Nested
  class Devices extends DeviceBehaviour {
    @Override
    KernelDriver open() {
      return new FakeKernelDriver();
    }
  }

  @Nested
  class Lookups extends LookupBehaviour {
    @Override
    KernelDriver open() {
      return new FakeKernelDriver();
    }
  }
}
