package net.routerd.testkit.junit;

import java.lang.reflect.Constructor;
import java.util.Optional;
import net.routerd.testkit.FakeKernel;
import net.routerd.testkit.FakeMachine;
import net.routerd.testkit.FakePlatform;
import net.routerd.testkit.ManualTime;
import net.routerd.testkit.RecordingListener;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link RouterdTestkit} promises. */
final class FakeMachineExtension
    implements ParameterResolver, AfterTestExecutionCallback, AfterEachCallback {

  private static final Namespace NAMESPACE = Namespace.create(FakeMachineExtension.class);

  private static MachineOfTest machine(ExtensionContext context) {
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            context.getUniqueId(), id -> new MachineOfTest(), MachineOfTest.class);
  }

  /** A constructor's parameters belong to its test, not to the class. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == FakeMachine.class
        || type == FakeKernel.class
        || type == ManualTime.class
        || type == RecordingListener.class
        || type == FakePlatform.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    boolean isForAll =
        context.getTestMethod().isEmpty()
            || parameter.getDeclaringExecutable() instanceof Constructor<?>
                && context.getTestInstanceLifecycle().equals(Optional.of(Lifecycle.PER_CLASS));
    if (isForAll) {
      throw new ParameterResolutionException(
          "a fake machine belongs to one test: take it as a parameter of the test or of a"
              + " BeforeEach method, not of what runs once for all tests");
    }
    MachineOfTest machine = machine(context);
    Class<?> type = parameter.getParameter().getType();
    if (type == FakeKernel.class) {
      return machine.machine().kernel();
    }
    if (type == ManualTime.class) {
      return machine.machine().time();
    }
    if (type == RecordingListener.class) {
      return machine.listener();
    }
    return type == FakePlatform.class ? machine.platform() : machine.machine();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    context.getExecutionException().ifPresent(failure -> machine(context).print());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    context.getExecutionException().ifPresent(failure -> machine(context).print());
    machine(context).close();
  }
}
