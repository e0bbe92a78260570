package net.routerd.testkit.tck;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import net.routerd.spi.EngineExecutor;
import net.routerd.spi.PlatformException;
import net.routerd.spi.PlatformOptions.Access;
import net.routerd.spi.PlatformSupport;

/** Who may open a platform. */
final class OpenRules {

  private OpenRules() {}

  @Rule(id = "OPEN-1 ENG-5", promise = "a provider that opens says before that it is usable")
  static void aProviderIsUsable(Stage stage) {
    Check.that(!stage.provider().name().isBlank(), "a provider without a name");
    Check.that(
        stage.provider().support() instanceof PlatformSupport.Usable,
        "it opens, but says: %s",
        stage.provider().support());
    stage.open(Stage.PROTOCOL, Access.CONTROL);
  }

  @Rule(
      id = "OPEN-2 ENG-6",
      promise = "a second controller of one protocol number is refused, the first one's pid named")
  static void aSecondControllerIsRefused(Stage stage) {
    Opened first = stage.start();

    PlatformException refusal =
        Check.thrown(
            PlatformException.class,
            "a second open",
            () -> stage.tryOpen(Stage.PROTOCOL, Access.CONTROL));

    Check.that(refusal.answer().matches("(?s).*\\d+.*"), "no pid in: %s", refusal.answer());
    Check.that(!refusal.tried().isBlank() && !refusal.mend().isBlank(), "no mend: %s", refusal);
    first.install(Net.wanted(Net.V4.key(), Net.V4.via0()));
  }

  @Rule(id = "OPEN-3 ENG-6", promise = "another protocol number has a controller of its own")
  static void anotherProtocolNumberIsFree(Stage stage) {
    stage.start();

    Opened other = stage.open(Stage.PROTOCOL + 1, Access.CONTROL);
    other.start();

    other.install(Net.wanted(Net.V4.key(), Net.V4.via0()));
    Check.that(
        stage.world().holds(Net.made(Net.V4.key(), Net.V4.via0(), Stage.PROTOCOL + 1)),
        "its route does not carry its number");
  }

  @Rule(id = "OPEN-4 ENG-6", promise = "what was closed can be opened again")
  static void closedCanBeOpenedAgain(Stage stage) {
    stage.start().platform().close();

    stage.start().install(Net.wanted(Net.V4.key(), Net.V4.via0()));
  }

  @Rule(id = "OPEN-5", promise = "the executor is the same at every call")
  static void theExecutorIsTheSame(Stage stage) {
    Opened opened = stage.start();
    Set<EngineExecutor> given = Collections.newSetFromMap(new IdentityHashMap<>());

    given.add(opened.platform().executor());
    given.add(opened.platform().executor());

    Check.equal("executors given", 1, given.size());
  }

  @Rule(id = "OPEN-6", promise = "a look at the machine changes nothing")
  static void diagnosisChangesNothing(Stage stage) {
    Opened opened = stage.start();
    opened.install(Net.wanted(Net.V4.key(), Net.V4.via0()));

    opened
        .onEngine(opened.platform()::diagnose)
        .forEach(d -> Check.that(!d.code().isBlank() && !d.text().isBlank(), "empty: %s", d));

    Check.that(
        stage.world().holds(Net.made(Net.V4.key(), Net.V4.via0(), Stage.PROTOCOL)),
        "our route is gone");
  }
}
