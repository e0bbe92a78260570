package net.routerd.testkit.tck;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** Finds the rules of the contract: the methods that are marked with {@link Rule}. */
final class Rules {

  private static final List<Class<?>> ROOMS =
      List.of(
          OpenRules.class,
          ObserveRules.class,
          StartRules.class,
          LinkRules.class,
          ApplyRules.class,
          OwnershipRules.class,
          NextHopRules.class,
          WatchRules.class,
          ProbeRules.class,
          PinRules.class,
          ExecutorRules.class,
          CloseRules.class);

  private Rules() {}

  static List<ContractRule> of(Supplier<Stage> stages) {
    List<ContractRule> rules = new ArrayList<>();
    for (Class<?> room : ROOMS) {
      Arrays.stream(room.getDeclaredMethods())
          .filter(m -> m.isAnnotationPresent(Rule.class))
          .sorted(Comparator.comparingInt(Rules::number))
          .forEach(m -> add(rules, m, stages));
    }
    return List.copyOf(rules);
  }

  private static int number(Method method) {
    String id = method.getAnnotation(Rule.class).id() + " ";
    return Integer.parseInt(id.substring(id.indexOf('-') + 1, id.indexOf(' ')));
  }

  private static void add(List<ContractRule> rules, Method method, Supplier<Stage> stages) {
    Rule rule = method.getAnnotation(Rule.class);
    if (method.getParameterCount() == 1) {
      rules.add(
          new ContractRule(rule.id(), rule.strength(), rule.promise(), () -> run(method, stages)));
      return;
    }
    for (Net net : Net.ALL) {
      rules.add(
          new ContractRule(
              rule.id(),
              rule.strength(),
              rule.promise() + " (" + net.name() + ")",
              () -> run(method, stages, net)));
    }
  }

  private static void run(Method method, Supplier<Stage> stages, Object... more) {
    try (Stage stage = stages.get()) {
      List<Object> arguments = new ArrayList<>(List.of(stage));
      arguments.addAll(List.of(more));
      method.invoke(null, arguments.toArray());
    } catch (InvocationTargetException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
